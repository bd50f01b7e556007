/** Asks Statsig's CDN for the specs. */
import { messageOf } from '../handler/src/log';
import { MAX_SPECS_BYTES } from '../handler/src/specs';
import { readText } from './body';

export type Fetched = { text: string; etag: string | null } | 'unchanged';

const TIMEOUT_MS = 10_000;

/**
 * @param etag of the specs that are known, which are not sent again.
 * @throws {Error} that says what came instead.
 */
export async function fetchSpecs(url: string, etag: string | null): Promise<Fetched> {
  const headers = { ...(etag !== null && { 'if-none-match': etag }) };
  const { host } = new URL(url);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await readText(response, MAX_SPECS_BYTES);
  } catch (error) {
    throw new Error(`${host} has not given the specs: ${messageOf(error)}`);
  }
  if (response.status === 304 && etag !== null) return 'unchanged';
  if (response.ok) return { text, etag: response.headers.get('etag') };
  throw new Error(`${host} answers ${response.status}. ${advice(response.status)}`);
}

function advice(status: number): string {
  return status >= 500 || status === 429
    ? 'The next run asks again.'
    : 'Is statsig_client_key a key of the project, with the scope client_download_config_specs?';
}
