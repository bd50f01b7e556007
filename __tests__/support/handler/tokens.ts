/** Tokens as issuers make them, by keys that are made on the spot. */
import { generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto';

export interface SigningKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** What stands in the issuer's JWKS. */
  jwk: JsonWebKey;
  alg: 'RS256' | 'ES256' | 'EdDSA';
}

export function aKey(alg: SigningKey['alg'], kid?: string): SigningKey {
  const { privateKey, publicKey } = {
    RS256: () => generateKeyPairSync('rsa', { modulusLength: 2_048 }),
    ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    EdDSA: () => generateKeyPairSync('ed25519'),
  }[alg]();
  const jwk = { ...publicKey.export({ format: 'jwk' }), ...(kid !== undefined && { kid }) };
  return { privateKey, publicKey, jwk, alg };
}

export function jwks(...keys: { jwk: JsonWebKey }[]): string {
  return JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });
}

export const part = (json: unknown): string =>
  Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)).toString('base64url');

/** @param header what its header says besides, or instead. */
export function aToken(claims: object, key: SigningKey, header: object = {}): string {
  const kid = key.jwk.kid === undefined ? {} : { kid: key.jwk.kid };
  const signed = `${part({ alg: key.alg, typ: 'JWT', ...kid, ...header })}.${part(claims)}`;
  const digest = key.alg === 'EdDSA' ? null : 'sha256';
  const signature = sign(digest, Buffer.from(signed), {
    key: key.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${signed}.${signature.toString('base64url')}`;
}
