/**
 * AWS Signature Version 4, in the headers.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
import { builtin } from '../builtin';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Absent for a user's long-lived key; the execution role always has one. */
  sessionToken?: string;
}

/** What is signed. Header names in small letters. */
export interface Signable {
  method: string;
  url: URL;
  service: string;
  region: string;
  headers: Record<string, string>;
  /** SHA-256 of the body, in hexadecimal. */
  bodySha256: string;
}

/** Of a GET, which has no body. */
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The headers that make the GET of an S3 object the role's own. */
export function signGet(
  url: URL,
  region: string,
  credentials: Credentials,
  now: Date,
): Record<string, string> {
  const get = { method: 'GET', url, service: 's3', region, headers: {}, bodySha256: EMPTY_SHA256 };
  return sign(get, credentials, now);
}

/** All headers to be sent. `host` is part of the signature, and the HTTP client adds it. */
export function sign(
  { method, url, service, region, headers: given, bodySha256 }: Signable,
  credentials: Credentials,
  now: Date,
): Record<string, string> {
  // Where the specs are public, nothing needs it.
  const { createHash, createHmac } = builtin('node:crypto');
  const hmac = (key: string | Buffer, text: string): Buffer =>
    createHmac('sha256', key).update(text).digest();
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const headers: Record<string, string> = {
    ...given,
    'x-amz-content-sha256': bodySha256,
    'x-amz-date': time,
    ...(credentials.sessionToken && { 'x-amz-security-token': credentials.sessionToken }),
  };
  const signed = Object.entries({ host: url.host, ...headers }).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const names = signed.map(([name]) => name).join(';');
  const canonical = [
    method,
    url.pathname.split('/').map(encodeSegment).join('/'),
    canonicalQuery(url.searchParams),
    ...signed.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    bodySha256,
  ].join('\n');
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${hmac(key, toSign).toString('hex')}`;
  return headers;
}

function encodeSegment(segment: string): string {
  return encode(decodeURIComponent(segment));
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

/** Everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
