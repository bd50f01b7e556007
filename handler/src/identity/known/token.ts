/**
 * Tokens (JWT), verified here by the public keys of their issuer, which stand in the settings. Nothing that a token says
 * of itself chooses what it is verified by: the key does, so that a public key is never taken for a shared secret, and
 * "none" is no algorithm.
 * @see https://www.rfc-editor.org/rfc/rfc8725 (JSON Web Token Best Current Practices)
 */
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { builtin } from '../../builtin';
import type { CloudFrontHeaders } from '../../cloudfront';
import { decodeCookie, findCookie } from '../../cookies';
import { type Log, messageOf } from '../../log';
import { remember } from '../../remember';
import type { TokenSettings } from '../../settings/token';

export type Claims = Readonly<Record<string, unknown>>;

/** The claims of a request's token; null without one that is good. Never throws. */
export type ReadClaims = (headers: CloudFrontHeaders) => Claims | null;

/** All of a request's headers have to fit into 20 KB. */
const MAX_LENGTH = 8_192;
const MAX_GOOD = 1_000;
const MAX_BAD = 50;

interface Key {
  id: unknown;
  algorithm: string;
  object: KeyObject;
}

/** The claims of a token that is good, or what is wrong with it. */
export type Verified = { claims: Claims } | { problem: string };

export function claimsReader(
  settings: TokenSettings,
  log: Log,
  now: () => number = Date.now,
): ReadClaims {
  const verify = tokenVerifier(settings, log, now);
  return (headers) => {
    const token = tokenOf(headers, settings.cookie);
    if (token === null) return null;
    const read = verify(token);
    if ('claims' in read) return read.claims;
    log('warn', 'A token is not taken: its visitor is nobody', { reason: read.problem });
    return null;
  };
}

type Verify = (token: string) => Verified;

export function tokenVerifier(
  settings: Pick<TokenSettings, 'issuer' | 'audience' | 'keys' | 'leeway'>,
  log: Log,
  now: () => number,
): Verify {
  const keys = keysOf(settings.keys, log);
  const good = new Map<string, Claims>();
  // Apart, so that who sends many of them makes no good one be forgotten.
  const bad = new Map<string, string>();

  return (token) => {
    const remembered = good.get(token);
    const read = remembered === undefined ? verifyOnce(token) : { claims: remembered };
    const problem = 'claims' in read ? problemOfTime(read.claims) : null;
    return problem === null ? read : { problem };
  };

  function verifyOnce(token: string): Verified {
    if (token.length > MAX_LENGTH) return { problem: `it is longer than ${MAX_LENGTH} characters` };
    const before = bad.get(token);
    if (before !== undefined) return { problem: before };
    const read = verify(token);
    if ('claims' in read) remember(good, token, read.claims, MAX_GOOD);
    else remember(bad, token, read.problem, MAX_BAD);
    return read;
  }

  function verify(token: string): Verified {
    const [head, body, signature, ...more] = token.split('.');
    const [header, claims] = [jsonOf(head), jsonOf(body)];
    if (header === null || claims === null || !isBase64Url(signature) || more.length > 0) {
      return { problem: 'it is no signed JWT' };
    }
    if (header.crit !== undefined) return { problem: 'it has critical headers, unknown here' };
    const problem = problemOfClaims(claims, settings);
    if (problem !== null) return { problem };
    const fitting = keys.filter(
      ({ id, algorithm }) =>
        algorithm === header.alg && (header.kid === undefined || (id ?? header.kid) === header.kid),
    );
    if (fitting.length === 0)
      return { problem: 'none of the keys is for its algorithm and key ID' };
    const signed = Buffer.from(`${head}.${body}`);
    const isGood = fitting.some((key) =>
      isSigned(signed, Buffer.from(signature, 'base64url'), key),
    );
    return isGood ? { claims } : { problem: 'its signature is not right' };
  }

  function problemOfTime({ exp, nbf }: Claims): string | null {
    const seconds = now() / 1_000;
    if (typeof exp !== 'number') return 'it does not say when it expires';
    if (seconds >= exp + settings.leeway) return 'it has expired';
    if (nbf === undefined) return null;
    return typeof nbf === 'number' && seconds >= nbf - settings.leeway
      ? null
      : 'it is not good yet';
  }
}

function problemOfClaims(
  { iss, aud, client_id }: Claims,
  settings: Pick<TokenSettings, 'issuer' | 'audience'>,
): string | null {
  if (iss !== settings.issuer) return 'it is of another issuer';
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud ?? client_id];
  return settings.audience.length === 0 ||
    settings.audience.some((audience) => audiences.includes(audience))
    ? null
    : 'it is for another audience';
}

function isSigned(signed: Buffer, signature: Buffer, { algorithm, object }: Key): boolean {
  // ES256's signatures are two numbers one after the other, and EdDSA has a digest of its own.
  const key = { key: object, dsaEncoding: 'ieee-p1363' } as const;
  // Stryker disable next-line ConditionalExpression: without a digest OpenSSL takes SHA-256 too, by a default of its own
  const digest = algorithm === 'EdDSA' ? null : 'sha256';
  try {
    return builtin('node:crypto').verify(digest, signed, key, signature);
    // Stryker disable next-line BlockStatement: no signature is known for which Node.js throws; a later one may
  } catch {
    return false;
  }
}

function keysOf(jwks: string, log: Log): Key[] {
  try {
    const { keys } = JSON.parse(jwks) as { keys: JsonWebKey[] };
    return keys.flatMap((key) => {
      const algorithm = algorithmOf(key);
      // Of a private key the public part: nothing here signs.
      const publicKey = () => builtin('node:crypto').createPublicKey({ key, format: 'jwk' });
      return algorithm === null ? [] : [{ id: key.kid, algorithm, object: publicKey() }];
    });
  } catch (error) {
    const reason = messageOf(error);
    log('error', 'Keys of the settings cannot be used: no token is taken', { reason });
    return [];
  }
}

/** What a key is for; null for what is not known here. */
export function algorithmOf({ kty, crv, use, alg }: JsonWebKey): string | null {
  if (use !== undefined && use !== 'sig') return null;
  const own =
    kty === 'RSA'
      ? 'RS256'
      : kty === 'EC' && crv === 'P-256'
        ? 'ES256'
        : kty === 'OKP' && crv === 'Ed25519'
          ? 'EdDSA'
          : null;
  return alg === undefined || alg === own ? own : null;
}

function tokenOf(headers: CloudFrontHeaders, cookie: string | null): string | null {
  const fromCookie = cookie && findCookie(headers, cookie, (value) => value !== '');
  if (fromCookie) return decodeCookie(fromCookie);
  return headers.authorization?.[0]?.value.match(/^bearer +(\S+)$/i)?.[1] ?? null;
}

function isBase64Url(part: string | undefined): part is string {
  return part !== undefined && /^[\w-]+$/.test(part);
}

/** The JSON object in a part of a token, or null. */
function jsonOf(part: string | undefined): Claims | null {
  if (!isBase64Url(part)) return null;
  try {
    const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof json === 'object' && !Array.isArray(json) ? (json as Claims | null) : null;
  } catch {
    return null;
  }
}
