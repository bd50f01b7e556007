/** Types of a package: one file for each entry, and the report of what it exports. */

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { fileOf } from './javascript';
import type { Entry, Package } from './list';

/** What tsc writes of the entries of all packages, in a folder of its own. */
export function emitDeclarations(root: string, packages: readonly Package[]): string {
  // In the checkout, so that packages are found.
  mkdirSync(join(root, 'dist'), { recursive: true });
  const outDir = mkdtempSync(join(root, 'dist', 'types-'));
  const files = packages.flatMap(({ folder, entries }) =>
    entries.map(({ source }) => join(root, folder, source)),
  );
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir,
    stripInternal: true,
  };
  const config = join(outDir, 'tsconfig.json');
  const extended = { extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files };
  writeFileSync(config, JSON.stringify(extended));
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return outDir;
}

export function writeDeclarations(
  root: string,
  { folder }: Package,
  entry: Entry,
  { emitted, lib, reports }: { emitted: string; lib: string; reports: string },
): void {
  const rolledUp = join(lib, `${entry.name}.d.ts`);
  const reportFileName = `${folder}${entry.name === 'index' ? '' : `-${entry.name}`}.api.md`;
  const temporary = join(emitted, 'reports');
  for (const made of [temporary, reports]) mkdirSync(made, { recursive: true });
  const silent = { logLevel: ExtractorLogLevel.None };
  const extractorConfig = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, folder, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(emitted, folder, entry.source.replace(/\.ts$/, '.d.ts')),
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            lib: ['ES2023'],
            module: 'Preserve',
            moduleResolution: 'Bundler',
            strict: true,
            skipLibCheck: true,
            types: ['node'],
          },
          include: [],
          files: [join(emitted, folder, entry.source.replace(/\.ts$/, '.d.ts'))],
        },
      },
      apiReport: {
        enabled: true,
        reportFolder: reports,
        reportTempFolder: temporary,
        reportFileName,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: rolledUp },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: { default: silent },
        tsdocMessageReporting: { default: silent },
      },
    },
  });
  const { succeeded } = Extractor.invoke(extractorConfig, {
    localBuild: true,
    messageCallback: (message) => {
      if (message.logLevel === 'info' || message.logLevel === 'verbose') message.handled = true;
    },
  });
  if (!succeeded) throw new Error(`The types of ${folder}/${entry.source} cannot be rolled up.`);
  const types = readFileSync(rolledUp, 'utf8').replace(/(?<=from ')[^']+(?=';)/g, (path) =>
    fileOf(path),
  );
  writeFileSync(rolledUp, types);
  if (entry.commonJs) copyFileSync(rolledUp, join(lib, `${entry.name}.d.cts`));
}

export const removeEmitted = (folder: string): void => rmSync(folder, { recursive: true });
