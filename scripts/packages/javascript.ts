/** JavaScript of a package: what it depends on stays an import, everything else is bundled. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { buildHandler } from '../../handler/build';
import { LAZY_FILES } from '../../handler/lazy-files';
import { BUILT_HANDLER, PACKAGES, type Package } from './list';
import { readManifest } from './manifest';

/** CommonJS has no `import.meta`. */
const URL_OF_FILE = {
  define: { 'import.meta.url': '__url' },
  banner: { js: "const __url = require('node:url').pathToFileURL(__filename).href;" },
};

/** An ES module has no `require`, by which the handler's code loads what it seldom needs. */
const AS_COMMAND = `#!/usr/bin/env node
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);`;

/** @returns the files that went into it. */
export async function writeJavaScript(root: string, one: Package, lib: string): Promise<string[]> {
  const sources: string[] = [];
  const entries = [...one.entries];
  if (one.folder === 'handler') {
    // What own handlers are bundled from elsewhere, too: as one file, and those that it loads when they are needed.
    const [handler] = entries.splice(0, 1);
    const entry = join(root, one.folder, handler?.source ?? '');
    sources.push(
      ...buildHandler({ entry, outfile: join(lib, 'index.js'), sourceMap: true }).sources,
    );
    nameSources(root, lib, 'index.js.map');
  }
  const files = entries.map(({ name, source }) => ({
    out: name,
    in: join(root, one.folder, source),
  }));
  if (one.bin !== undefined) files.push({ out: 'cli', in: join(root, one.folder, one.bin) });
  const bundle = async (options: BuildOptions) => {
    const { metafile } = await build({
      absWorkingDir: root,
      outdir: lib,
      bundle: true,
      platform: 'node',
      target: 'node20',
      charset: 'utf8',
      sourcemap: 'linked',
      legalComments: 'none',
      logLevel: 'silent',
      // Paths in what is written do not tell where packages are kept.
      preserveSymlinks: true,
      plugins: [importsOf(root, one)],
      ...options,
      metafile: true,
    });
    sources.push(...Object.keys(metafile.inputs).map((input) => resolve(root, input)));
    for (const file of Object.keys(metafile.outputs).filter((name) => name.endsWith('.map'))) {
      nameSources(root, lib, relative(lib, resolve(root, file)));
    }
  };
  await bundle({
    entryPoints: files,
    format: 'esm',
    splitting: true,
    ...(one.bin !== undefined && { banner: { js: AS_COMMAND } }),
  });
  const forCommonJs = files.filter((_, index) => entries[index]?.commonJs);
  if (forCommonJs.length > 0) {
    const outExtension = { '.js': '.cjs' };
    await bundle({ entryPoints: forCommonJs, format: 'cjs', outExtension, ...URL_OF_FILE });
  }
  return sources;
}

/** Leaves the package's dependencies outside, under the names by which Node.js finds them. */
function importsOf(root: string, { folder }: Package): Plugin {
  const { dependencies, peerDependencies } = readManifest(root, folder);
  const outside = new Set(Object.keys({ ...dependencies, ...peerDependencies }));
  // What another of the packages publishes is imported by its name.
  const published = new Map(
    PACKAGES.map((one) => ({ ...one, ...readManifest(root, one.folder) }))
      .filter(({ name }) => outside.has(name))
      .flatMap(({ name, folder, entries }) =>
        entries.map(({ path, source }) => [join(root, folder, source), join(name, path)]),
      ),
  );
  return {
    name: 'imports',
    setup: ({ onResolve, resolve: find }) => {
      onResolve({ filter: /^[^.]/ }, ({ path, kind }) => {
        const lazy = LAZY_FILES.find(({ packageName }) => packageName === path);
        if (lazy !== undefined) return { path: `../${BUILT_HANDLER}/${lazy.name}`, external: true };
        const name = /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? '';
        if (kind === 'entry-point' || !outside.has(name)) return null;
        return { path: fileOf(path), external: true };
      });
      onResolve({ filter: /^\./ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (published.size === 0 || pluginData === folder) return null;
        const found = await find(path, { kind, resolveDir, pluginData: folder });
        const name = published.get(found.path);
        return name === undefined ? found : { path: name, external: true };
      });
    },
  };
}

/** The bindings of CDKTF have folders where an ES module has to name a file. */
export const fileOf = (path: string): string =>
  path.replace(/^(@cdktf\/provider-[^/]+\/lib\/[^/]+)$/, '$1/index.js');

/** In a source map, files by their place in the checkout, wherever the checkout is. */
function nameSources(root: string, lib: string, name: string): void {
  const file = join(lib, name);
  const map = JSON.parse(readFileSync(file, 'utf8')) as { sources: string[] };
  const sources = map.sources.map((source) =>
    relative(root, resolve(lib, source)).replace(/^.*(?=node_modules\/)/, ''),
  );
  writeFileSync(file, JSON.stringify({ ...map, sources }));
}
