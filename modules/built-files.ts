/** The bundled functions as they lie in the plain module, for a construct that is given no others. */
import { fileURLToPath } from 'node:url';
import { LAZY_FILES } from '../handler/lazy-files';

const inModule = (path: string) =>
  fileURLToPath(new URL(`../terraform/statsig-edge/${path}`, import.meta.url));

export const BUILT_FILES = {
  handlerFile: inModule('handler/index.mjs'),
  lazyFiles: Object.fromEntries(LAZY_FILES.map(({ name }) => [name, inModule(`handler/${name}`)])),
  syncFile: inModule('sync/index.mjs'),
} as const;
