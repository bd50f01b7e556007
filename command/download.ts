/** Specs from Statsig's CDN. */
import { messageOf } from '../handler/src/log';
import { parseSpecs, type Specs } from '../handler/src/specs';
import { downloadUrl } from '../handler/src/specs/download-url';
import { CommandError } from './errors';
import { reasonUnreachable } from './reach';

const TIMEOUT_MS = 30_000;

/** Null where the base is not an http or https address. */
export function addressOf(base: string, clientKey: string): URL | null {
  const address = downloadUrl(base, clientKey);
  return /^https?:\/\//.test(base) && URL.canParse(address) ? new URL(address) : null;
}

/** @throws {CommandError} when there are none, or none that the function can use. */
export async function download(url: URL): Promise<{ text: string; specs: Specs }> {
  const text = await read(url);
  try {
    return { text, specs: parseSpecs(text) };
  } catch (error) {
    throw new CommandError(`What ${url.host} answers cannot be used: ${messageOf(error)}`);
  }
}

async function read(url: URL): Promise<string> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await response.text();
  } catch (error) {
    throw new CommandError(
      `${url.host} cannot be reached: ${reasonUnreachable(error)}. Is this machine online, and may it reach that host?`,
    );
  }
  if (response.ok) return text;
  throw new CommandError(
    `${url.host} answers ${response.status} for this key. ${advice(response)}`,
  );
}

function advice({ status }: Response): string {
  if (status >= 500 || status === 429) return 'That is not for you to mend; try again later.';
  return 'Either it is not the key of a Statsig project, or it was deleted, or it lacks the scope to download config specs (client_download_config_specs), which Statsig console → Settings → Keys & Environments gives it.';
}
