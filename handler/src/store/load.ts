/** One conditional GET of the specs. */
import type { IncomingMessage } from 'node:http';
import { builtin, clientFor } from '../builtin';
import { messageOf } from '../log';
import { SECRET_HEADER, type SpecsSettings } from '../settings/specs';
import { MAX_SPECS_BYTES, TOO_LARGE } from '../specs';
import { type Credentials, signGet } from './sign';

/** The object's text with its ETag, or `unchanged` when the store still has what `etag` names. */
export type Loaded = { text: string; etag: string | null } | 'unchanged';

export interface LoadControl {
  /** Aborted when nobody waits for the load any more. */
  signal: AbortSignal;
  /** Called whenever something came from the store. */
  onProgress: () => void;
}

export type LoadSpecs = (etag: string | null, control: LoadControl) => Promise<Loaded>;

/** The store did not give the object. The message says what it said instead. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/**
 * @param onSent called when a request has left for the store, whose answer takes its time.
 * @returns a function that throws {@link StoreError}, the signal's reason or the socket's own error.
 */
export function loaderOf(
  specs: Pick<SpecsSettings, 'url' | 'access' | 'region' | 'secret'>,
  credentials: () => Credentials,
  onSent: () => void = () => {},
): LoadSpecs {
  const url = new URL(specs.url);
  const store = specs.access === 'cloudfront' ? 'CloudFront' : 'S3';
  return async (etag, { signal, onProgress }) => {
    const headers = {
      // S3 gives an object as it was uploaded; CloudFront compresses it: 220 KB of specs are about 20.
      'accept-encoding': 'br, gzip',
      // S3 closes an idle connection within seconds. A frozen environment would learn that from its next request, which
      // would have been waited for in vain. Each connection resumes the TLS session of the one before.
      connection: 'close',
      ...(specs.access === 'private' &&
        (await signGet(url, specs.region, credentials(), new Date()))),
      ...(specs.secret !== null && { [SECRET_HEADER]: specs.secret }),
      ...(etag !== null && { 'if-none-match': etag }),
    };
    // A connection may die in its handshake while Lambda has the environment frozen.
    const response = await get(url, { headers, signal }, { onSent, onProgress }).catch(() => {
      if (signal.aborted) throw signal.reason;
      return get(url, { headers, signal }, { onSent, onProgress });
    });
    try {
      return await readResponse(response, store, etag, onProgress);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    }
  };
}

interface GetOptions {
  headers: Record<string, string>;
  signal: AbortSignal;
}

/** Not `fetch`: loading it takes twice the CPU time of all the rest of a cold start's request. */
async function get(
  url: URL,
  options: GetOptions,
  { onSent, onProgress }: { onSent: () => void; onProgress: () => void },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = clientFor(url.protocol).get(url, options, (response) => {
      onProgress();
      resolve(response);
    });
    request.on('error', reject);
    request.on('finish', onSent);
    request.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', onProgress).once('secureConnect', onProgress);
    });
  });
}

async function readResponse(
  response: IncomingMessage,
  store: string,
  askedEtag: string | null,
  onProgress: () => void,
): Promise<Loaded> {
  const text = await readText(response, onProgress);
  if (response.statusCode === 304 && askedEtag !== null) return 'unchanged';
  if (response.statusCode !== 200) {
    const code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1];
    throw new StoreError(
      `${store} answered ${response.statusCode}${code === undefined ? '' : ` ${code}`}`,
    );
  }
  return { text, etag: response.headers.etag ?? null };
}

/** Reads no more than {@link MAX_SPECS_BYTES}; a body shorter than announced is an error of the socket's. */
async function readText(response: IncomingMessage, onProgress: () => void): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    onProgress();
    bytes += chunk.byteLength;
    if (bytes > MAX_SPECS_BYTES) throw new StoreError(TOO_LARGE);
    chunks.push(chunk);
  }
  return (await decode(Buffer.concat(chunks), response.headers['content-encoding'])).toString(
    'utf8',
  );
}

async function decode(body: Buffer, encoding = 'identity'): Promise<Buffer> {
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
