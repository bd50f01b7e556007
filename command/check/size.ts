/** How large specs are, beside what they may be. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LAZY_FILES } from '../../handler/lazy-files';
import { MAX_SPECS_BYTES } from '../../handler/src/specs';
import { MAX_ZIP_KIB } from '../../handler/zip-limit';
import { HANDLER_FOLDER } from '../handler-folder';

const FILES = ['index.mjs', ...LAZY_FILES.map(({ name }) => name)];

export interface Size {
  bytes: number;
  /** The handler loads no more. */
  maxBytes: number;
  /** About what the function's zip takes with these specs in it, in KiB. */
  zipKib: number;
  maxZipKib: number;
}

export function sizeOf(text: string): Size {
  const inZip = [text, ...FILES.map((name) => readFileSync(join(HANDLER_FOLDER, name)))];
  const zipBytes = inZip.reduce((bytes, file) => bytes + gzipSync(file).length, 0);
  return {
    bytes: Buffer.byteLength(text),
    maxBytes: MAX_SPECS_BYTES,
    zipKib: Math.ceil(zipBytes / 1_024),
    maxZipKib: MAX_ZIP_KIB,
  };
}
