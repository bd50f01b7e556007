/**
 * Settings that somebody cannot have meant, but that do no harm where they run: refused where they are planned, and not
 * part of the bundle.
 */
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { CLOUDFRONT_HEADER_PREFIX, OWN_HEADERS } from '../http-names';
import { algorithmOf } from '../identity/known/token';
import { messageOf } from '../log';
import { refuseUnreachable } from '../routes/reachable';
import { MAX_ENTRIES } from '../sticky/cookie';
import { parseSettings, type Settings, SettingsError } from '.';
import { type AttributeSettings, KEYED_SOURCES } from './attributes';
import { HEADER_NAME, NO_HEADER_OF_CLOUDFRONT } from './shapes';

/** As {@link parseSettings}, and stricter. */
export function parsePlannedSettings(json: unknown): Settings {
  const settings = parseSettings(json);
  refuseUnreachable(settings.routes);
  refuseTakenHeaders(settings);
  const { token, attributes, userIdCookie, userIdHeader, everywhere, stableIdCookie } =
    settings.identity;
  if (settings.previewKeys !== null) {
    refuseUnusableKeys('previewKeys', settings.previewKeys);
    if (algorithmsOf(settings.previewKeys).some((algorithm) => algorithm !== 'EdDSA')) {
      throw new SettingsError('previewKeys', 'has a key that is not for EdDSA (Ed25519).');
    }
  }
  refuseLength('stickyExperiments', settings.stickyExperiments, MAX_ENTRIES);
  refuseLength('stickyKeys', settings.stickyKeys, MAX_STICKY_KEYS);
  if (everywhere && !stableIdCookie) {
    throw new SettingsError(
      'identity.everywhere',
      'hands out the cookie of identity.stableIdCookie, and that is false. Leave one of them out.',
    );
  }
  if (token !== null) {
    refuseUnusableKeys('identity.token.keys', token.keys);
    if (userIdCookie !== null || userIdHeader !== null) {
      throw new SettingsError(
        'identity.token',
        'goes with neither userIdCookie nor userIdHeader, into which viewers can write anybody. Leave those out.',
      );
    }
  }
  if (attributes.length > MAX_ATTRIBUTES) {
    throw new SettingsError('identity.attributes', `has more than ${MAX_ATTRIBUTES} entries.`);
  }
  for (const [index, attribute] of attributes.entries()) {
    const problem = problemOfAttribute(attribute, index, settings);
    if (problem !== null) throw new SettingsError(`identity.attributes[${index}]`, problem);
  }
  return settings;
}

/** Each is tried. */
export const MAX_STICKY_KEYS = 4;

function refuseLength(path: string, list: readonly string[] | null, max: number): void {
  if (list !== null && (list.length === 0 || list.length > max)) {
    throw new SettingsError(path, `has ${list.length} entries; give 1 to ${max}, or leave it out.`);
  }
}

/** Each is looked for in every request. */
const MAX_ATTRIBUTES = 50;

function problemOfAttribute(
  { name, from, key, type }: AttributeSettings,
  index: number,
  { identity, routes }: Settings,
): string | null {
  const isKeyed = (KEYED_SOURCES as readonly string[]).includes(from);
  const mayBeTyped = /^(custom|privateAttributes)[.]/.test(name);
  if (identity.attributes.findIndex((other) => other.name === name) !== index) {
    return `is a second one of the name ${name}. Leave one out.`;
  }
  if (isKeyed !== (key !== null)) {
    return isKeyed
      ? `is from a ${from} and names none: give it a key.`
      : `is from ${from} and has a key: leave it out.`;
  }
  if (type !== 'text' && !mayBeTyped) {
    return `has the type ${type}, and ${name} is a text. Leave the type out.`;
  }
  if (from === 'claim' && identity.token === null) {
    return 'is from a claim, and there is no token with claims. Give identity.token.';
  }
  return from === 'header' ? problemOfHeader((key ?? '').toLowerCase(), routes) : null;
}

function problemOfHeader(header: string, routes: Settings['routes']): string | null {
  if ('matches' in HEADER_NAME && !HEADER_NAME.matches.test(header)) {
    return `has the header ${JSON.stringify(header)}; ${HEADER_NAME.message}.`;
  }
  if (header.startsWith(CLOUDFRONT_HEADER_PREFIX)) {
    return `has the header ${header}, which ${NO_HEADER_OF_CLOUDFRONT.message}.`;
  }
  return OWN_HEADERS.includes(header) || routes.some((route) => route.header === header)
    ? `has the header ${header}, which is taken off every request. Name another.`
    : null;
}

/** @throws {SettingsError} naming the first key that is not one to verify by. */
function refuseUnusableKeys(path: string, text: string): void {
  let keys: unknown[];
  try {
    keys = JSON.parse(text).keys;
  } catch (error) {
    throw new SettingsError(path, `is no JSON: ${messageOf(error)}.`);
  }
  for (const [index, key] of keys.entries()) {
    const problem = problemOfKey(Object(key));
    if (problem !== null) throw new SettingsError(`${path}[${index}]`, problem);
  }
  if (!keys.some((key) => algorithmOf(Object(key)) !== null)) {
    throw new SettingsError(path, 'has no key for RS256 (RSA), ES256 (P-256) or EdDSA (Ed25519).');
  }
}

function algorithmsOf(jwks: string): (string | null)[] {
  return JSON.parse(jwks).keys.map((key: unknown) => algorithmOf(Object(key)));
}

const MIN_RSA_BITS = 2_048;

function problemOfKey(key: JsonWebKey): string | null {
  // Without the value: it is a secret.
  if (key.d !== undefined || key.k !== undefined) {
    return 'is a private or secret key, and would be written into a file. Give the public keys of the issuer, and make a new key if this one was committed anywhere.';
  }
  if (algorithmOf(key) === null) return null;
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key, format: 'jwk' });
    const bits = asymmetricKeyDetails?.modulusLength ?? MIN_RSA_BITS;
    return bits < MIN_RSA_BITS ? `has ${bits} bits, and RS256 asks for ${MIN_RSA_BITS}.` : null;
  } catch (error) {
    return `is no public key: ${messageOf(error)}.`;
  }
}

/** What a route sets is taken off every request before anybody looks at it. */
function refuseTakenHeaders({ routes, identity }: Settings): void {
  for (const name of ['userIdHeader', 'countryHeader'] as const) {
    const header = identity[name];
    if (header !== null && routes.some((route) => route.header === header)) {
      throw new SettingsError(
        `identity.${name}`,
        `is ${header}, which a route sets and which is taken off every request therefore. Name another.`,
      );
    }
  }
}
