/** Fields of the Statsig user that the settings find in a request, or in the claims of a verified token. */
import type { StatsigUser } from '@statsig/client-core';
import type { CloudFrontRequest } from '../../cloudfront';
import { decodeCookie, findCookie } from '../../cookies';
import type { Log } from '../../log';
import type { AttributeSettings, AttributeSource } from '../../settings/attributes';
import type { Claims } from './token';

/** Longer values are left out: a viewer can send 10 KB. */
const MAX_LENGTH = 1_000;
const MAX_ENTRIES = 100;

type Value = string | number | boolean | string[];

/** A value, or what is wrong with it. */
type Read = { value: Value } | { problem: string };

export function attributesOf(
  request: CloudFrontRequest,
  claims: Claims | null,
  attributes: readonly AttributeSettings[],
  log: Log,
): StatsigUser {
  const user: Record<string, unknown> = {};
  for (const { name, from, key, type } of attributes) {
    // Stryker disable next-line StringLiteral: only sources that have keys look at it, and the settings give them one
    const found = SOURCES[from](request, key ?? '', claims);
    if (found === undefined || found === null || found === '') continue;
    const read = typedValue(found, type);
    if ('value' in read) setField(user, name, read.value);
    else {
      const reason = `it ${read.problem}`;
      log('warn', 'An attribute of a visitor is left out', { attribute: name, reason });
    }
  }
  return user;
}

const SOURCES: Readonly<
  Record<
    AttributeSource,
    (request: CloudFrontRequest, key: string, claims: Claims | null) => unknown
  >
> = {
  header: ({ headers }, key) => headers[key.toLowerCase()]?.[0]?.value,
  cookie: ({ headers }, key) => {
    const value = findCookie(headers, key);
    return value === null ? null : decodeCookie(value);
  },
  query: ({ querystring }, key) => new URLSearchParams(querystring).get(key),
  claim: (_, key, claims) => (claims !== null && Object.hasOwn(claims, key) ? claims[key] : null),
  acceptLanguage: ({ headers }) => {
    const header = headers['accept-language']?.[0]?.value;
    return header && bestLanguage(header);
  },
  path: ({ uri }) => uri,
  host: ({ headers }) => headers.host?.[0]?.value,
};

/** A language, and how much it is liked. @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4 */
const LANGUAGE = /^\s*([a-z]{1,8}(?:-[a-z\d]{1,8})*)\s*(?:;\s*q=([\d.]+)\s*)?$/i;

function bestLanguage(header: string): string | null {
  let [best, bestQuality]: [string | null, number] = [null, 0];
  for (const range of header.slice(0, MAX_LENGTH).split(',')) {
    const match = LANGUAGE.exec(range);
    if (match === null) continue;
    const [, language = null, quality = 1] = match;
    if (Number(quality) > bestQuality) [best, bestQuality] = [language, Number(quality)];
  }
  return best;
}

function typedValue(found: unknown, type: AttributeSettings['type']): Read {
  if (type === 'list') return listOf(found);
  if (typeof found === 'object') return { problem: `is no ${type}` };
  const text = String(found);
  if (text.length > MAX_LENGTH) return { problem: `is longer than ${MAX_LENGTH} characters` };
  switch (type) {
    case 'text':
      return { value: text };
    case 'number': {
      const number = Number(text);
      const isNumber = text.trim() !== '' && Number.isFinite(number);
      return isNumber ? { value: number } : { problem: 'is no number' };
    }
    case 'boolean':
      return /^(true|false)$/.test(text)
        ? { value: text === 'true' }
        : { problem: 'is neither true nor false' };
  }
}

function listOf(found: unknown): Read {
  // One more than there may be is enough to see that there are too many.
  const entries = Array.isArray(found) ? found : String(found).split(',', MAX_ENTRIES + 1);
  const texts = entries.map((entry) => (typeof entry === 'object' ? '' : String(entry).trim()));
  if (texts.length > MAX_ENTRIES) return { problem: `has more than ${MAX_ENTRIES} entries` };
  return texts.join().length > MAX_LENGTH
    ? { problem: `is longer than ${MAX_LENGTH} characters` }
    : { value: texts.filter((text) => text !== '') };
}

/** @param name such as `email`, or `custom.plan`: the plan of the custom fields. */
function setField(user: Record<string, unknown>, name: string, value: Value): void {
  const dot = name.indexOf('.');
  if (dot === -1) user[name] = value;
  else {
    const group = name.slice(0, dot);
    // By a computed key, so that one which is called __proto__ is a field as any.
    user[group] = { ...(user[group] as object | undefined), [name.slice(dot + 1)]: value };
  }
}
