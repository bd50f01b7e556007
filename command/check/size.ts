/** How large specs are, beside what they may be. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { MAX_SPECS_BYTES } from '../../handler/src/specs';
import { MAX_ZIP_KIB } from '../../handler/zip-limit';

/** The handler as it is deployed without a function of one's own. */
const BUNDLE = join(__dirname, '..', '..', 'terraform', 'statsig-edge', 'handler', 'index.mjs');

export interface Size {
  bytes: number;
  /** The handler loads no more. */
  maxBytes: number;
  /** About what the function's zip takes with these specs in it, in KiB. */
  zipKib: number;
  maxZipKib: number;
}

export function sizeOf(text: string): Size {
  const zipBytes = gzipSync(readFileSync(BUNDLE)).length + gzipSync(text).length;
  return {
    bytes: Buffer.byteLength(text),
    maxBytes: MAX_SPECS_BYTES,
    zipKib: Math.ceil(zipBytes / 1_024),
    maxZipKib: MAX_ZIP_KIB,
  };
}
