/** Bundles the function into one file, the same bytes on every machine. `npm run build` runs this. */
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));

/** @param outfile Default `sync/dist/index.mjs`. */
export function buildSyncFunction(outfile = join(HERE, 'dist', 'index.mjs')): string {
  buildSync({
    entryPoints: [join(HERE, 'index.ts')],
    outfile,
    // Paths that find their way into the bundle are relative to this folder, wherever the checkout is.
    absWorkingDir: HERE,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
  });
  return outfile;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  console.log(relative(process.cwd(), buildSyncFunction()));
}
