/** The object with the specs, in S3. */
import { gzipSync } from 'node:zlib';
import { messageOf } from '../handler/src/log';
import { MAX_SPECS_BYTES } from '../handler/src/specs';
import { askAws, objectUrl } from './aws';
import { readText } from './body';
import type { Compression } from './settings';

/** The object as it is. */
export interface Stored {
  text: string;
  etag: string;
  compression: Compression;
  /** Of what address it was written, as a digest; null when others wrote it. */
  source: string | null;
}

/** What it shall be. */
export type NewObject = Omit<Stored, 'etag'> & { time: number };

export interface SpecsObject {
  /** Null where there is none, or none that may be read: S3 does not tell one from the other. */
  read: (knownEtag: string | null) => Promise<Stored | null | 'unchanged'>;
  /**
   * Writes it if it still is what it was, and gives its new ETag.
   * @param before the ETag that it had; null when there was none.
   */
  write: (object: NewObject, before: string | null) => Promise<string>;
}

export function specsObject(place: { bucket: string; key: string; region: string }): SpecsObject {
  const { bucket, key, region } = place;
  const request = { service: 's3', region, url: objectUrl(bucket, key, region) };
  return {
    read: async (knownEtag) => {
      const headers = {
        'accept-encoding': 'gzip',
        ...(knownEtag !== null && { 'if-none-match': knownEtag }),
      };
      const response = await askAws({ ...request, method: 'GET', headers });
      if (response.status === 304) return 'unchanged';
      if (response.status === 403 || response.status === 404) return null;
      if (!response.ok) throw new Error(`S3 answers ${await told(response)} for the specs.`);
      return {
        text: await textOr(response),
        etag: response.headers.get('etag') ?? '',
        compression: response.headers.get('content-encoding') === 'gzip' ? 'gzip' : 'none',
        source: response.headers.get('x-amz-meta-source'),
      };
    },
    write: async ({ text, compression, source, time }, before) => {
      const isCompressed = compression === 'gzip';
      const headers = {
        'content-type': 'application/json',
        ...(isCompressed && { 'content-encoding': 'gzip' }),
        'x-amz-meta-time': String(time),
        ...(source !== null && { 'x-amz-meta-source': source }),
        ...(before === null ? { 'if-none-match': '*' } : { 'if-match': before }),
      };
      const body = isCompressed ? gzipSync(text, { level: 9 }) : text;
      const response = await askAws({ ...request, method: 'PUT', headers, body });
      if (response.ok) return response.headers.get('etag') ?? '';
      if (response.status === 412 || response.status === 409) {
        throw new Error(
          before === null
            ? `There is an object ${bucket}/${key} that the role of this function may not read: does the policy of its KMS key let it decrypt?`
            : 'The object was changed by others at the same moment. The next run looks again.',
        );
      }
      throw new Error(`S3 answers ${await told(response)} and has not taken the specs.`);
    },
  };
}

/** What cannot be read is as good as no specs: it is replaced. */
async function textOr(response: Response): Promise<string> {
  try {
    return await readText(response, MAX_SPECS_BYTES);
  } catch (error) {
    return messageOf(error);
  }
}

async function told(response: Response): Promise<string> {
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(await response.text())?.[1];
  return code === undefined ? `${response.status}` : `${response.status} ${code}`;
}
