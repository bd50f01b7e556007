/** The signed token of a preview, in the form that the function reads. */
import { type KeyObject, sign } from 'node:crypto';
import { PREVIEW } from '../../handler/src/http-names';
import { previewFinder } from '../../handler/src/identity/known/preview';
import type { Shown } from './shown';

export interface Previewed {
  /** With the port, where there is one. */
  host: string;
  /** Seconds since 1970. */
  exp: number;
  shown: Shown;
}

export function tokenOf({ host, exp, shown }: Previewed, key: KeyObject): string {
  const claims = { iss: PREVIEW, aud: host, exp, ...shown };
  const signed = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

/** Why the function would not take it; null when it does. */
export function problemOf(token: string, host: string, keys: string): string | null {
  let problem = 'it is not found in a request';
  const find = previewFinder(keys, (_level, _message, details) => {
    problem = String(details?.reason);
  });
  const preview = find({
    clientIp: '192.0.2.1',
    method: 'GET',
    uri: '/',
    querystring: new URLSearchParams({ [PREVIEW]: token }).toString(),
    headers: { host: [{ key: 'Host', value: host }] },
  });
  return preview === null ? problem : null;
}

const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
