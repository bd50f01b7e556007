/** One conditional GET of the specs from S3. */
import type { IncomingMessage } from 'node:http';
import { withDeadline } from '../deadline';
import type { SpecsSettings } from '../settings/specs';
import { type Credentials, signGet } from './sign';

/** The object's text with its ETag, or `unchanged` when the store still has what `etag` names. */
export type Loaded = { text: string; etag: string | null } | 'unchanged';

export type LoadSpecs = (etag: string | null) => Promise<Loaded>;

/** S3 did not give the object. The message says what it said instead. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** Far above any specs that a function with 128 MB could hold, and far below what would end it. */
const MAX_BYTES = 10 * 1024 * 1024;

/** @returns a function that throws {@link StoreError}, a DeadlineError or the socket's own error. */
export function loaderOf(
  specs: Pick<SpecsSettings, 'url' | 'access' | 'region' | 'timeoutMs'>,
  credentials: () => Credentials,
): LoadSpecs {
  const url = new URL(specs.url);
  return (etag) =>
    withDeadline(specs.timeoutMs, 'Loading the specs', async (signal) => {
      const headers = {
        ...(specs.access === 'private' &&
          (await signGet(url, specs.region, credentials(), new Date()))),
        ...(etag !== null && { 'if-none-match': etag }),
      };
      // A connection kept alive may have died while Lambda had the environment frozen: once more, on a new one.
      const response = await get(url, { headers, signal }).catch((error) => {
        if (signal.aborted) throw error;
        return get(url, { headers, signal, agent: false });
      });
      return readResponse(response, etag);
    });
}

interface GetOptions {
  headers: Record<string, string>;
  signal: AbortSignal;
  /** False for a connection of its own. */
  agent?: false;
}

/**
 * Not `fetch`: loading it takes twice the CPU time of all the rest of a cold start's request. And only the module that
 * the URL asks for: `node:https` takes three times as long to load as `node:http`.
 */
async function get(url: URL, options: GetOptions): Promise<IncomingMessage> {
  const { get: start } = await (url.protocol === 'https:'
    ? import('node:https')
    : import('node:http'));
  return new Promise((resolve, reject) => {
    start(url, options, resolve).on('error', reject);
  });
}

async function readResponse(response: IncomingMessage, askedEtag: string | null): Promise<Loaded> {
  const text = await readText(response);
  if (response.statusCode === 304 && askedEtag !== null) return 'unchanged';
  if (response.statusCode !== 200) {
    const code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1];
    throw new StoreError(
      `S3 answered ${response.statusCode}${code === undefined ? '' : ` ${code}`}`,
    );
  }
  return { text, etag: response.headers.etag ?? null };
}

/** Reads no more than {@link MAX_BYTES}; a body shorter than announced is an error of the socket's. */
async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw new StoreError(`The object is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  // S3 gives an object as it was uploaded, whatever encoding was asked for.
  if (response.headers['content-encoding'] !== 'gzip') return body.toString('utf8');
  const { gunzipSync } = await import('node:zlib');
  return gunzipSync(body, { maxOutputLength: MAX_BYTES }).toString('utf8');
}
