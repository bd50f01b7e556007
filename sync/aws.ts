/** Asks services of AWS, with the credentials of the function's role. */
import { createHash } from 'node:crypto';
import { roleCredentials } from '../handler/src/store/credentials';
import { sign } from '../handler/src/store/sign';

export interface AwsRequest {
  service: string;
  region: string;
  method?: string;
  /** Default: the service's own address in the Region. */
  url?: URL;
  /** Names in small letters. */
  headers?: Record<string, string>;
  body?: string | Buffer;
}

const TIMEOUT_MS = 10_000;

/**
 * By default fetch adds Cache-Control to a conditional request, and S3 keeps that with an object.
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
const AS_IT_IS = { cache: 'force-cache' } as RequestInit;

/** Answers whatever the service does, errors too. */
export async function askAws({
  service,
  region,
  method = 'POST',
  url = serviceUrl(service, region),
  headers = {},
  body = '',
}: AwsRequest): Promise<Response> {
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  const signable = { method, url, service, region, headers, bodySha256 };
  return fetch(url, {
    method,
    headers: sign(signable, roleCredentials(), new Date()),
    ...(method !== 'GET' && { body }),
    ...AS_IT_IS,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

/**
 * A call of a service that speaks JSON.
 * @throws {Error} with what the service says.
 */
export async function callAws<T>(
  service: string,
  region: string,
  target: string,
  parameters: object,
): Promise<T> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  const response = await askAws({ service, region, headers, body: JSON.stringify(parameters) });
  const text = await response.text();
  if (response.ok) return (text === '' ? {} : JSON.parse(text)) as T;
  throw new Error(`${target} in ${region}: ${reasonIn(text) ?? response.status}`);
}

function reasonIn(text: string): string | null {
  try {
    const { __type = '', message, Message = message ?? '' } = JSON.parse(text);
    return `${__type.replace(/^.*#/, '')} ${Message}`.trim();
  } catch {
    return null;
  }
}

/** AWS_ENDPOINT_URL stands in for every service, as in AWS's own SDKs. */
export function serviceUrl(service: string, region: string): URL {
  return new URL(process.env.AWS_ENDPOINT_URL ?? `https://${service}.${region}.amazonaws.com`);
}

export function objectUrl(bucket: string, key: string, region: string): URL {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  return endpoint === undefined
    ? new URL(`https://${bucket}.s3.${region}.amazonaws.com/${key}`)
    : new URL(`${endpoint}/${bucket}/${key}`);
}
