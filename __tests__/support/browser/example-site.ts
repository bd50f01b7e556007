import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context } from 'esbuild';
import { type Started, start } from '../../../local-edge/start';
import { parseFlags } from '../../../local-edge/start/flags';

const EXAMPLE = join(__dirname, '..', '..', '..', 'examples', 'browser-sdk');

export interface ExampleSite {
  started: Started;
  /** Lines of the function's log. */
  lines: string[];
  close(): Promise<void>;
}

/**
 * The example, its pages served by esbuild and visited through the local edge, as its README says.
 * @param more - what its settings get besides.
 */
export async function startExampleSite(specs: object, more: object = {}): Promise<ExampleSite> {
  const folder = mkdtempSync(join(tmpdir(), 'browser-test-'));
  const file = (name: string, content: object): string => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const pages = await context({
    entryPoints: [join(EXAMPLE, 'page.js')],
    bundle: true,
    format: 'esm',
    outdir: EXAMPLE,
    write: false,
  });
  const { port } = await pages.serve({ servedir: EXAMPLE, host: '127.0.0.1', port: 0 });
  const lines: string[] = [];
  const { default: settings } = await import('../../../examples/browser-sdk/settings.json');
  const flags = parseFlags([
    ...['--port', '0', '--origin', `http://127.0.0.1:${port}`],
    ...['--specs', file('specs.json', specs)],
    ...['--settings', file('settings.json', { ...settings, ...more })],
  ]);
  const started = await start(flags, { line: (line) => lines.push(line) });
  return {
    started,
    lines,
    close: async () => {
      await started.close();
      await pages.dispose();
      rmSync(folder, { recursive: true });
    },
  };
}
