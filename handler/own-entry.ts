/** What the bundle of a user's own entry needs where the entry, or what it imports, is CommonJS. */
import { dirname, resolve } from 'node:path';
import type { BuildOptions, Metafile } from 'esbuild';

/**
 * @param folder the one that the paths in the metafile are relative to.
 * @returns options for the bundle, beside those with which the metafile came about; none for ES modules alone.
 */
export function optionsForCommonJs(
  { inputs }: Metafile,
  folder: string,
  entry: string,
): BuildOptions {
  const isCommonJs = Object.entries(inputs).some(
    ([file, { format }]) => format === 'cjs' && resolve(folder, file) === entry,
  );
  const requires = Object.values(inputs).some(({ imports }) =>
    imports.some(
      ({ kind, external, path }) => kind === 'require-call' && external && !path.startsWith('./'),
    ),
  );
  return {
    ...(isCommonJs && exportOf(entry)),
    ...(requires && { banner: { js: REQUIRE } }),
  };
}

/** An ES module has no `require` of its own, and CommonJS code asks for Node's modules with it. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** `exports.handler` becomes an export of the bundle, which is an ES module. */
function exportOf(entry: string): BuildOptions {
  return {
    entryPoints: [],
    stdin: {
      contents: `export { handler } from ${JSON.stringify(entry)};`,
      resolveDir: dirname(entry),
    },
  };
}
