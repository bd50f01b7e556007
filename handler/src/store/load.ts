/**
 * Loads the specs, if they are others than those that are there. A connection may break off while Lambda has the
 * environment frozen: what it brought is kept, and the next one asks for the rest.
 */
import type { IncomingMessage } from 'node:http';
import { SECRET_HEADER, type SpecsSettings } from '../settings/specs';
import { type Body, bodyOf, readInto, textOf } from './body';
import { get } from './get';
import { type Credentials, signGet } from './sign';
import { StoreError } from './store-error';

/** The object's text with its ETag, or `unchanged` when the store still has what `etag` names. */
export type Loaded = { text: string; etag: string | null } | 'unchanged';

export interface LoadControl {
  /** Aborted when nobody waits for the load any more. */
  signal: AbortSignal;
  /** Called whenever something came from the store; `isMore` when it is more of the object than ever before. */
  onProgress: (isMore: boolean) => void;
}

export type LoadSpecs = (etag: string | null, control: LoadControl) => Promise<Loaded>;

/** So many connections one after the other bring nothing: the store has a fault. */
const MAX_IN_VAIN = 2;
/** For a load: 4 MB in pieces of 64 KB, which is what the kernel of a frozen environment takes. */
const MAX_CONNECTIONS = 64;

/**
 * @param onSent called when a request has left for the store, whose answer takes its time.
 * @returns a function that throws {@link StoreError}, the signal's reason or the socket's own error. To be called again
 * only when it is done.
 */
export function loaderOf(
  specs: Pick<SpecsSettings, 'url' | 'access' | 'region' | 'secret'>,
  credentials: () => Credentials,
  onSent: () => void = () => {},
): LoadSpecs {
  const url = new URL(specs.url);
  const store = specs.access === 'cloudfront' ? 'CloudFront' : 'S3';
  let begun: Body | null = null;
  /** The most that there was of it, which a store that is out of order may send again and again. */
  let mostBytes = 0;

  const ask = async (condition: Record<string, string>, control: LoadControl) => {
    const headers = {
      // S3 gives an object as it was uploaded; CloudFront compresses it: 220 KB of specs are about 20.
      'accept-encoding': 'br, gzip',
      // S3 closes an idle connection within seconds. A frozen environment would learn that from its next request, which
      // would have been waited for in vain. Each connection resumes the TLS session of the one before.
      connection: 'close',
      ...(specs.access === 'private' && signGet(url, specs.region, credentials(), new Date())),
      ...(specs.secret !== null && { [SECRET_HEADER]: specs.secret }),
      ...condition,
    };
    const onProgress = () => control.onProgress(false);
    return get(url, { headers, signal: control.signal, onSent, onProgress });
  };

  const loadOnce = async (etag: string | null, control: LoadControl): Promise<Loaded | null> => {
    const from = begun;
    const response = await ask(conditionOf(from, etag), control);
    const goesOn = from !== null && isRestOf(from, response);
    const body = goesOn ? from : bodyOf(response);
    const isKept = canGoOn(body, response);
    begun = null;
    try {
      await readInto(body, response, () => {
        const isMore = isKept && body.bytes > mostBytes;
        if (isMore) mostBytes = body.bytes;
        control.onProgress(isMore);
      });
    } catch (error) {
      if (!(error instanceof StoreError) && isKept && body.bytes > 0) begun = body;
      throw error;
    }
    if (from !== null && !goesOn) {
      if (isNoPart(response)) return null;
      // An error of the store's is none of what was begun.
      if (response.statusCode !== 200) begun = from;
    }
    return loadedOf(body, { status: goesOn ? 200 : response.statusCode, store, askedEtag: etag });
  };

  return async (etag, control) => {
    let inVain = 0;
    for (let connections = 0; connections < MAX_CONNECTIONS; connections += 1) {
      const before = mostBytes;
      try {
        const loaded = await loadOnce(etag, control);
        if (loaded !== null) {
          mostBytes = 0;
          return loaded;
        }
      } catch (error) {
        if (control.signal.aborted) throw control.signal.reason;
        if (error instanceof StoreError) throw error;
        inVain = mostBytes > before ? 0 : inVain + 1;
        if (inVain === MAX_IN_VAIN) throw error;
      }
    }
    throw new StoreError(`${store} has not given the whole object in ${MAX_CONNECTIONS} parts`);
  };
}

function conditionOf(begun: Body | null, etag: string | null): Record<string, string> {
  if (begun?.etag) return { range: `bytes=${begun.bytes}-`, 'if-match': begun.etag };
  return etag === null ? {} : { 'if-none-match': etag };
}

function isRestOf({ bytes }: Body, { statusCode, headers }: IncomingMessage): boolean {
  return statusCode === 206 && headers['content-range']?.startsWith(`bytes ${bytes}-`) === true;
}

/** The store has other specs by now, or gives another part than the one that was asked for. */
function isNoPart({ statusCode = 0 }: IncomingMessage): boolean {
  return [206, 412, 416].includes(statusCode);
}

/** A weak ETag is CloudFront's, for what it compressed and may compress otherwise the next time. */
function canGoOn({ etag }: Body, { statusCode = 0, headers }: IncomingMessage): boolean {
  const isStrong = etag?.startsWith('"') === true;
  const isObject = statusCode === 200 || statusCode === 206;
  return isObject && isStrong && headers['accept-ranges'] === 'bytes';
}

interface Answered {
  status: number | undefined;
  store: string;
  askedEtag: string | null;
}

/** @throws {StoreError} for anything but the object, or `unchanged` where that was asked. */
function loadedOf(body: Body, { status, store, askedEtag }: Answered): Loaded {
  if (status === 304 && askedEtag !== null) return 'unchanged';
  const text = textOf(body);
  if (status !== 200) {
    const code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1];
    throw new StoreError(`${store} answered ${status}${code === undefined ? '' : ` ${code}`}`);
  }
  return { text, etag: body.etag };
}
