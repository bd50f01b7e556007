/** `statsig-edge bundle`: a handler of one's own, as the file that Terraform takes. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { messageOf } from '../handler/src/log';
import { CommandError, UsageError } from './errors';
import { subcommand } from './subcommand';

export const bundle = subcommand({
  name: 'bundle',
  summary: 'Bundles a handler of your own into the file that is deployed.',
  operand: 'ENTRY',
  about: `ENTRY is a TypeScript or JavaScript file that exports \`handler\`. What it imports goes into the bundle;
what only some deployments need lies beside it. The Terraform module takes the bundle as handler_file
and has the files beside it; the construct takes both, as handlerFile and lazyFiles.`,
  flags: {
    out: {
      type: 'string',
      value: 'FILE',
      help: 'the file to write, ending in .mjs (default: dist/index.mjs beside ENTRY)',
    },
    'source-map': {
      type: 'boolean',
      help: 'write FILE.map, too, so that stacks in the local edge show your lines',
    },
  },
  examples: ['bundle edge/handler.ts', 'bundle edge/handler.ts --out build/index.mjs'],
  failure: 'it cannot be bundled, or exports no handler',
  run: async (entry, { out, 'source-map': sourceMap = false }, progress) => {
    if (!existsSync(entry)) throw new UsageError(`bundle: there is no file ${entry}.`);
    const outfile = out ?? join(dirname(entry), 'dist', 'index.mjs');
    if (!outfile.endsWith('.mjs') || resolve(outfile) === resolve(entry)) {
      throw new UsageError(
        `bundle: --out is ${outfile}; it takes another file than ENTRY, whose name ends in .mjs.`,
      );
    }
    progress(`bundling ${entry}`);
    const built = await build(entry, outfile, sourceMap);
    if (!built.exports.includes('handler')) {
      throw new CommandError(
        `${entry} does not export handler, which Lambda calls: export const handler = await edgeHandler(…);`,
      );
    }
    const { file, bytes, gzipBytes, lazyFiles } = built;
    const shown = relative(process.cwd(), file);
    return {
      json: { file, bytes, gzipBytes, lazyFiles },
      text: ({ paint }) =>
        `${paint('green', 'bundled')}  ${shown}: ${kib(bytes)} KiB, ${kib(gzipBytes)} compressed; beside it ${Object.keys(lazyFiles).join(', ')}`,
      exitCode: 0,
    };
  },
});

async function build(entry: string, outfile: string, sourceMap: boolean) {
  // Loaded here, because no other subcommand needs a bundler.
  const { buildHandler } = await import('../handler/build');
  try {
    return buildHandler({ entry, outfile, sourceMap });
  } catch (error) {
    throw new CommandError(`${entry} cannot be bundled. ${messageOf(error)}`);
  }
}

const kib = (bytes: number): string => (bytes / 1_024).toFixed(1);
