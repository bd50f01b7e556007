/** The page itself. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

export interface PageFile {
  type: string;
  content(): string | Uint8Array;
}

const HERE = new URL('.', import.meta.url);

const read = (name: string) => () => readFileSync(new URL(name, HERE));

/** By their paths below the page's own. */
export const PAGE_FILES: Readonly<Record<string, PageFile>> = {
  '': { type: 'text/html; charset=utf-8', content: read('page.html') },
  '/page.css': { type: 'text/css; charset=utf-8', content: read('page.css') },
  '/icon.svg': { type: 'image/svg+xml', content: read('icon.svg') },
  '/page.js': { type: 'text/javascript; charset=utf-8', content: script() },
};

/** Bundled when it is first asked for: a start waits for no page. */
function script(): () => Uint8Array {
  let bundled: Uint8Array | undefined;
  return () => {
    bundled ??= buildSync({
      entryPoints: [fileURLToPath(new URL('browser/main.ts', HERE))],
      bundle: true,
      format: 'esm',
      target: 'es2022',
      minify: true,
      charset: 'utf8',
      write: false,
      logLevel: 'silent',
    }).outputFiles[0]?.contents;
    return bundled ?? new Uint8Array();
  };
}
