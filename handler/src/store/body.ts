/** The body of the store's answer. */
import type { IncomingMessage } from 'node:http';
import { builtin } from '../builtin';
import { messageOf } from '../log';
import { MAX_SPECS_BYTES, TOO_LARGE } from '../specs';
import { StoreError } from './store-error';

/** As much of an object as has come. */
export interface Body {
  etag: string | null;
  encoding: string | undefined;
  chunks: Uint8Array[];
  bytes: number;
}

export function bodyOf({ headers }: IncomingMessage): Body {
  return {
    etag: headers.etag ?? null,
    encoding: headers['content-encoding'],
    chunks: [],
    bytes: 0,
  };
}

/**
 * Adds what comes, no more than {@link MAX_SPECS_BYTES} in all.
 * @throws the socket's error, for a body shorter than announced too.
 */
export async function readInto(
  body: Body,
  response: IncomingMessage,
  onProgress: () => void,
): Promise<void> {
  for await (const chunk of response) {
    body.bytes += chunk.byteLength;
    if (body.bytes > MAX_SPECS_BYTES) throw new StoreError(TOO_LARGE);
    body.chunks.push(chunk);
    onProgress();
  }
}

export function textOf(body: Body): string {
  return decode(Buffer.concat(body.chunks), body.encoding).toString('utf8');
}

function decode(body: Buffer, encoding = 'identity'): Buffer {
  if (encoding === 'identity') return body;
  const { brotliDecompressSync, gunzipSync } = builtin('node:zlib');
  const decompress = { br: brotliDecompressSync, gzip: gunzipSync }[encoding];
  if (decompress === undefined) {
    throw new StoreError(
      `The object has the content encoding ${encoding}; upload it as it is, or with gzip or br`,
    );
  }
  try {
    return decompress(body, { maxOutputLength: MAX_SPECS_BYTES });
  } catch (error) {
    throw new StoreError(`The object cannot be read as ${encoding}: ${messageOf(error)}`);
  }
}
