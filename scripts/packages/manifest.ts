/** The package.json of a package as it is published. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, PACKAGES, type Package } from './list';

export type Manifest = Record<string, unknown> & {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
};

/** What the folder in the checkout says of itself. */
export const readManifest = (root: string, folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** Its `exports` are the built files; what only the checkout needs is left out. */
export function publishedManifest(root: string, { folder, entries, bin }: Package) {
  const {
    private: _,
    devDependencies: __,
    exports: ___,
    bin: commands,
    ...of
  } = readManifest(root, folder);
  const { repository, version } = readManifest(root, '.') as Manifest & { repository: object };
  // The packages are released together.
  const siblings = PACKAGES.map((one) => readManifest(root, one.folder).name);
  const dependencies = Object.entries(of.dependencies ?? {}).map(([name, range]) => [
    name,
    siblings.includes(name) ? version : range,
  ]);
  return {
    ...of,
    version,
    ...(of.dependencies !== undefined && { dependencies: Object.fromEntries(dependencies) }),
    type: 'module',
    repository: { ...repository, directory: folder },
    ...(bin !== undefined && {
      bin: Object.fromEntries(Object.keys(commands as object).map((name) => [name, 'lib/cli.js'])),
    }),
    ...entries.filter(({ path, commonJs }) => path === '.' && commonJs).map(beforeExports)[0],
    exports: {
      ...Object.fromEntries(entries.map((entry) => [entry.path, conditions(entry)])),
      './package.json': './package.json',
    },
    publishConfig: { access: 'public' },
  };
}

/** For TypeScript that does not read `exports`, as in the template of `cdktf init`. */
const beforeExports = ({ name }: Entry) => ({
  main: `./lib/${name}.cjs`,
  types: `./lib/${name}.d.cts`,
});

function conditions({ name, commonJs }: Entry) {
  const esModule = { types: `./lib/${name}.d.ts`, default: `./lib/${name}.js` };
  if (!commonJs) return esModule;
  return {
    import: esModule,
    require: { types: `./lib/${name}.d.cts`, default: `./lib/${name}.cjs` },
  };
}
