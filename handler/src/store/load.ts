/** One conditional GET of the specs from S3. */
import { withDeadline } from '../deadline';
import type { SpecsSettings } from '../settings';
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

/** @returns a function that throws {@link StoreError}, a DeadlineError or fetch's own error. */
export function loaderOf(
  specs: Pick<SpecsSettings, 'url' | 'access' | 'region' | 'timeoutMs'>,
  credentials: () => Credentials,
): LoadSpecs {
  const url = new URL(specs.url);
  return (etag) =>
    withDeadline(specs.timeoutMs, `Loading ${specs.url}`, async (signal) => {
      const get = () =>
        fetch(url, {
          signal,
          headers: {
            ...(specs.access === 'private' &&
              signGet(url, specs.region, credentials(), new Date())),
            ...(etag !== null && { 'if-none-match': etag }),
          },
        });
      // A connection kept alive may have died while Lambda had the environment frozen: once more, on a new one.
      const response = await get().catch((error) => {
        if (signal.aborted) throw error;
        return get();
      });
      return readResponse(response, specs.url);
    });
}

async function readResponse(response: Response, url: string): Promise<Loaded> {
  if (response.status === 304) return 'unchanged';
  const text = await readText(response, url);
  if (response.status !== 200) {
    const code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1];
    throw new StoreError(
      `${url} answered ${response.status}${code === undefined ? '' : ` ${code}`}`,
    );
  }
  return { text, etag: response.headers.get('etag') };
}

/** Reads no more than {@link MAX_BYTES}; a body shorter than announced is an error of fetch's. */
async function readText(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw new StoreError(`${url} is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
