/**
 * Bundles the function: one file, and beside it those that are loaded when they are needed; the same bytes on every
 * machine. `npm run build` runs this.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, parse, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync, type BuildOptions as EsbuildOptions, type Metafile } from 'esbuild';
import * as countryTable from './country-table';
import { LAZY_FILES, type LazyFile } from './lazy-files';
import { optionsForCommonJs } from './own-entry';
import type { CountryTable } from './src/identity/country';

const HERE = dirname(fileURLToPath(import.meta.url));
const ENTRY = join(HERE, 'src', 'entry.ts');

const ALIAS = {
  /** The import that a user's own entry writes, wherever the entry is. */
  '@statsig-edge/handler': './src/index.ts',
  ...lazilyLoadedBy([]),
};

/** An ES module has no `require` of its own, and making one takes Node more than a millisecond. */
const REQUIRE_WHEN_ASKED =
  "const require=name=>process.getBuiltinModule('node:module').createRequire(import.meta.url)(name);";

/** Statsig's evaluation asks for a few functions of client-core, which as a package starts all of Statsig's client. */
const PART_OF_CLIENT_CORE = {
  '@statsig/client-core': './src/specs/client-core.ts',
};

const WITH_PART = { alias: { ...ALIAS, ...PART_OF_CLIENT_CORE } };

/** What asks for no more than is in src/specs/client-core.ts; a test checks that it still does. */
const NEEDS_PART = /^src\/|\/on-device-eval-core\/src\/Evaluator\.js$/;

export interface BuildOptions {
  /** A TypeScript or JavaScript file that exports `handler`. Default: the handler that follows the settings' routes. */
  entry?: string;
  /** Default `handler/dist/index.mjs`; for an entry of one's own `dist/index.mjs` beside it. */
  outfile?: string;
  /** Whether to write `index.mjs.map` beside the bundle, so that stacks can show the author's lines. Default: no. */
  sourceMap?: boolean;
}

export interface Bundle {
  file: string;
  /** Of `file` alone. */
  bytes: number;
  gzipBytes: number;
  /** Names of what `file` exports: Lambda calls `handler`. */
  exports: string[];
  /** What has to lie beside `file` in the function's zip: the paths, by their names. */
  lazyFiles: Record<string, string>;
  /** The files that went into all of them. */
  sources: string[];
}

/** @throws when the entry cannot be read or bundled; esbuild's message names the file and the line. */
export function buildHandler(asked: BuildOptions = {}): Bundle {
  const {
    entry,
    outfile = join(entry === undefined ? HERE : dirname(entry), 'dist', 'index.mjs'),
    sourceMap = false,
  } = asked;
  const file = resolve(outfile);
  const bundleTo = (more: EsbuildOptions) =>
    bundle([resolve(entry ?? ENTRY)], { outfile: file, sourcemap: sourceMap && 'linked', ...more });
  const { inputs, outputs } =
    entry === undefined ? bundleTo(WITH_PART) : bundleOwn(resolve(entry), bundleTo);
  const lazyInputs = bundleLazyFiles(dirname(file));
  const code = readFileSync(file);
  return {
    file,
    bytes: code.length,
    gzipBytes: gzipSync(code, { level: 9 }).length,
    exports: Object.values(outputs).flatMap((output) => output.exports),
    lazyFiles: Object.fromEntries(LAZY_FILES.map(({ name }) => [name, join(dirname(file), name)])),
    sources: [inputs, ...lazyInputs]
      .flatMap((of) => Object.keys(of))
      .filter((source) => source !== '<stdin>')
      .map((source) => resolve(HERE, source)),
  };
}

/** Bundled twice, because only the first tells who imports what. */
function bundleOwn(entry: string, bundleTo: (options: EsbuildOptions) => Metafile): Metafile {
  const whole = bundleTo({});
  const options = {
    ...(!needsWholeClientCore(whole) && WITH_PART),
    ...optionsForCommonJs(whole, HERE, entry),
  };
  return Object.keys(options).length === 0 ? whole : bundleTo(options);
}

/** @returns what went into them. */
function bundleLazyFiles(folder: string): Metafile['inputs'][] {
  const isPackage = ({ packageName, source }: LazyFile) => packageName === source;
  // One run of esbuild makes many of them; but it would look for a package in the file that it is to make of it.
  const together = [
    ...LAZY_FILES.filter(isPackage).map((one) => [one]),
    LAZY_FILES.filter((file) => !isPackage(file)),
  ];
  const inputs = together.map(
    (files) =>
      bundle(
        files.map(({ source, name }) => ({ in: source, out: parse(name).name })),
        {
          outdir: folder,
          outExtension: { '.js': '.cjs' },
          format: 'cjs',
          alias: { ...lazilyLoadedBy(files.map(({ source }) => source)), ...PART_OF_CLIENT_CORE },
          banner: {},
        },
      ).inputs,
  );
  // What makes the table is not for the edge; the table is.
  writeFileSync(join(folder, 'countries.cjs'), tableAsModule());
  return inputs;
}

/** Packages that a bundle finds in files beside it: all but those of which it is made itself. */
function lazilyLoadedBy(sources: readonly string[]): Record<string, string> {
  const others = LAZY_FILES.filter(({ packageName }) => !sources.includes(packageName));
  return Object.fromEntries(others.map(({ name, packageName }) => [packageName, `./${name}`]));
}

function tableAsModule(): string {
  const { starts, runs, lengths, countries } = countryTable;
  const table: CountryTable = { starts, runs, lengths, countries };
  return `module.exports=${JSON.stringify(table)};\n`;
}

function bundle(entryPoints: EsbuildOptions['entryPoints'], options: EsbuildOptions): Metafile {
  const { metafile } = buildSync({
    entryPoints,
    // Paths that find their way into the bundle are relative to this folder, wherever the checkout is.
    absWorkingDir: HERE,
    alias: ALIAS,
    external: LAZY_FILES.map(({ name }) => `./${name}`),
    banner: { js: REQUIRE_WHEN_ASKED },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
    // What is installed is bundled as the checkout bundles it: esbuild reads a tsconfig.json, but not in node_modules.
    tsconfigRaw: {
      compilerOptions: { target: 'ES2022', strict: true, verbatimModuleSyntax: true },
    },
    // Statsig's packages are CommonJS and ask for nothing at run time but Node's own modules.
    mainFields: ['module', 'main'],
    ...options,
    metafile: true as const,
  });
  return metafile;
}

/** Whether client-core is imported by anything else, such as Statsig's client in a user's own entry. */
function needsWholeClientCore({ inputs }: Metafile): boolean {
  return Object.entries(inputs).some(
    ([file, { imports }]) =>
      imports.some(({ original }) => original === '@statsig/client-core') && !NEEDS_PART.test(file),
  );
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { file, bytes, gzipBytes } = buildHandler();
  console.log(`${relative(process.cwd(), file)}  ${kib(bytes)}, ${kib(gzipBytes)} gzipped`);
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
