/**
 * How Statsig signs a webhook: `v0=` and the HMAC-SHA256, in hexadecimal, of `v0:TIMESTAMP:BODY`.
 * @see https://docs.statsig.com/integrations/event_webhook
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** So far may the time of a request, in milliseconds, be from ours. */
export const MAX_SKEW_MS = 300_000;

export interface SignedRequest {
  /** Of the header X-Statsig-Request-Timestamp: milliseconds since 1970. */
  timestamp: string | undefined;
  /** Of the header X-Statsig-Signature. */
  signature: string | undefined;
  /** As it came. */
  body: Buffer;
}

export function signatureOf(timestamp: string, body: Buffer, secret: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

/** Why a request is not Statsig's, or not of now; null when it is. */
export function problemOfRequest(
  { timestamp, signature, body }: SignedRequest,
  secret: string,
  now: number,
): string | null {
  if (timestamp === undefined || signature === undefined) return 'it is not signed';
  if (!/^[0-9]{1,16}$/.test(timestamp)) return 'its timestamp is no number of milliseconds';
  const expected = Buffer.from(signatureOf(timestamp, body, secret));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return 'its signature is wrong';
  }
  return Math.abs(now - Number(timestamp)) > MAX_SKEW_MS ? 'it is not of now' : null;
}
