/**
 * Checks the signature of a request to S3 (AWS Signature Version 4 in the Authorization header).
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Of temporary credentials, such as an execution role's: then requests must carry and sign it. */
  sessionToken?: string;
}

export interface SignedRequest {
  method: string;
  /** Path and query string as sent. */
  target: string;
  /** Names in lower case; `host` is the host that was signed. */
  headers: Record<string, string | undefined>;
}

/** The code and the message of an error of S3's. */
export interface S3Error {
  code: string;
  message: string;
}

/** How far the request's clock may be from ours, in milliseconds; S3's own limit. */
const MAX_SKEW_MS = 15 * 60 * 1_000;

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/s3\/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/;

/** Says why S3 would reject the request; null when the signature is good. `now` in milliseconds. */
export function signatureError(
  request: SignedRequest,
  credentials: Credentials,
  region: string,
  now: number,
): S3Error | null {
  const { authorization, 'x-amz-date': date = '' } = request.headers;
  if (authorization === undefined) return { code: 'AccessDenied', message: 'Access Denied' };
  const [, accessKeyId, day, signedRegion, names = '', signature = ''] =
    AUTHORIZATION.exec(authorization) ?? [];
  if (accessKeyId === undefined || day === undefined) {
    return {
      code: 'AuthorizationHeaderMalformed',
      message:
        'The authorization header is malformed; it is not AWS4-HMAC-SHA256 for the service s3.',
    };
  }
  if (accessKeyId !== credentials.accessKeyId) {
    return {
      code: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
    };
  }
  if (signedRegion !== region) {
    return {
      code: 'AuthorizationHeaderMalformed',
      message: `The authorization header is malformed; the region '${signedRegion}' is wrong; expecting '${region}'`,
    };
  }
  if (!(Math.abs(timeOf(date) - now) <= MAX_SKEW_MS) || !date.startsWith(day)) {
    return {
      code: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and the current time is too large.',
    };
  }
  if (request.headers['x-amz-security-token'] !== credentials.sessionToken) {
    return {
      code: 'InvalidToken',
      message: 'The provided token is malformed or otherwise invalid.',
    };
  }
  const signedNames = names.split(';');
  if (request.headers['x-amz-content-sha256'] === undefined) {
    return {
      code: 'InvalidRequest',
      message: 'Missing required header for this request: x-amz-content-sha256',
    };
  }
  const unsigned = unsignedNames(request, signedNames);
  if (unsigned.length > 0) {
    return {
      code: 'AccessDenied',
      message: `There were headers present in the request which were not signed: ${unsigned.join(', ')}`,
    };
  }
  const expected = signatureOf(request, signedNames, credentials, date, region);
  return timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(signature, 'hex'))
    ? null
    : {
        code: 'SignatureDoesNotMatch',
        message:
          'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      };
}

/** S3 wants the host and every `x-amz-…` header signed. */
function unsignedNames({ headers }: SignedRequest, signed: string[]): string[] {
  return ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))].filter(
    (name) => !signed.includes(name),
  );
}

function signatureOf(
  request: SignedRequest,
  signedNames: string[],
  { secretAccessKey }: Credentials,
  date: string,
  region: string,
): string {
  const day = date.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  const canonical = sha256(canonicalRequest(request, signedNames));
  const toSign = ['AWS4-HMAC-SHA256', date, scope, canonical].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secretAccessKey}`,
  );
  return hmac(key, toSign).toString('hex');
}

function canonicalRequest(
  { method, target, headers }: SignedRequest,
  signedNames: string[],
): string {
  const { pathname, searchParams } = new URL(target, 'http://s3');
  const query = [...searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  return [
    method,
    pathname.split('/').map(decodeURIComponent).map(encode).join('/'),
    query,
    ...signedNames.map((name) => `${name}:${trim(headers[name] ?? '')}`),
    '',
    signedNames.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n');
}

/** AWS's URI encoding: all but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function trim(value: string): string {
  return value.trim().replace(/ +/g, ' ');
}

/** Milliseconds of a date like `20130524T000000Z`; NaN for anything else. */
function timeOf(date: string): number {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return iso === date ? Number.NaN : Date.parse(iso);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
