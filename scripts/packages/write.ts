/** Writes the packages as they are published. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderLicenses } from '../../modules/terraform-module/licenses';
import { emitDeclarations, removeEmitted, writeDeclarations } from './declarations';
import { writeJavaScript } from './javascript';
import { PACKAGES } from './list';
import { publishedManifest } from './manifest';

/** @returns the folders of the packages. */
export async function writePackages(root: string, out: string): Promise<string[]> {
  const emitted = emitDeclarations(root, PACKAGES);
  const folders: string[] = [];
  for (const one of PACKAGES) {
    const folder = join(out, one.folder);
    const lib = join(folder, 'lib');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(lib, { recursive: true });
    const sources = await writeJavaScript(root, one, lib);
    for (const entry of one.entries) {
      writeDeclarations(root, one, entry, { emitted, lib, reports: join(emitted, 'api') });
    }
    for (const [to, from] of Object.entries(one.copies)) {
      cpSync(join(root, from), join(folder, to), { recursive: true });
    }
    cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
    const readme = join(root, one.folder, 'README.md');
    if (existsSync(readme)) cpSync(readme, join(folder, 'README.md'));
    if (sources.some((source) => source.includes('node_modules'))) {
      writeFileSync(join(folder, 'THIRD-PARTY-LICENSES'), renderLicenses(sources));
    }
    const manifest = { ...publishedManifest(root, one), files: readdirSync(folder).sort() };
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    folders.push(folder);
  }
  removeEmitted(emitted);
  return folders;
}
