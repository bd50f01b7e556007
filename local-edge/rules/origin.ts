/**
 * CloudFront's rules for the origin that an origin-request function chooses.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#request-event-fields
 */
import { isIP } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { headerRules } from '../../handler/src/rules/headers';
import {
  isObject,
  type JsonObject,
  messageIf,
  type Rule,
  type Rules,
} from '../../handler/src/rules/rule';
import type { RequestOrigin } from '../cloudfront';

export interface OriginChange {
  before: RequestOrigin | undefined;
  after: unknown;
  /** Of the request that the function returns. */
  headers: unknown;
}

const LOG = 'Lambda function result failed validation, the function returned an invalid origin,';
const SSL_PROTOCOLS = ['TLSv1.2', 'TLSv1.1', 'TLSv1', 'SSLv3'];

/**
 * Names and beginnings of names.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist
 */
const NO_CUSTOM_HEADER =
  /^(cache-control|connection|content-length|cookie|host|if-match|if-modified-since|if-none-match|if-range|if-unmodified-since|max-forwards|pragma|proxy-authenticate|proxy-authorization|proxy-connection|range|request-range|te|trailer|transfer-encoding|upgrade|via|x-amz-.*|x-edge-.*|x-real-ip)$/i;

/** What one kind of origin must have, each with what is wrong of it; null for nothing. */
type Fields = Record<string, (value: unknown, origin: JsonObject) => string | null>;

const custom: Fields = {
  domainName: (name) =>
    isText(name, 253) && name !== '' && !name.includes(':') && isIP(name) === 0
      ? null
      : 'a domain name of at most 253 characters, neither an address nor with a port',
  path: (path) => pathProblem(path, 255),
  keepaliveTimeout: (value) => (isWithin(value, 1, 120) ? null : 'a number from 1 to 120'),
  port: (port) =>
    port === 80 || port === 443 || isWithin(port, 1_024, 65_535)
      ? null
      : '80, 443, or a number from 1024 to 65535',
  protocol: (value) => (value === 'http' || value === 'https' ? null : 'http or https'),
  readTimeout: (value) => (isWithin(value, 1, 120) ? null : 'a number from 1 to 120'),
  responseCompletionTimeout,
  sslProtocols: (list) =>
    Array.isArray(list) && list.length > 0 && list.every((name) => SSL_PROTOCOLS.includes(name))
      ? null
      : `a list of ${SSL_PROTOCOLS.join(', ')}`,
};

const s3: Fields = {
  domainName: (name) =>
    isText(name, 128) && name !== '' && name === name.toLowerCase()
      ? null
      : 'the domain name of a bucket, in lower case, of at most 128 characters',
  path: (path) => pathProblem(path, Number.POSITIVE_INFINITY),
  readTimeout: (value) =>
    value === undefined || isWithin(value, 1, 120) ? null : 'a number from 1 to 120',
  responseCompletionTimeout,
  authMethod: (value) =>
    value === 'none' || value === 'origin-access-identity'
      ? null
      : 'none or origin-access-identity',
};

/** Only an origin that the function changed is held against them. */
export const originRules = {
  'origin-one': changed(({ after }) =>
    messageIf(kindOf(after) === null, () => `${LOG} it must be exactly one of custom and s3.`),
  ),
  'origin-field': changed(({ after, before }) => {
    const kind = kindOf(after);
    if (kind === null) return [];
    const origin = fieldsOf(after, kind);
    const was = fieldsOf(before, kind);
    return Object.entries(kind === 's3' ? s3 : custom).flatMap(([field, problemOf]) => {
      const problem = problemOf(origin[field], origin);
      // What stands in the distribution is good.
      return problem === null || (was[field] !== undefined && was[field] === origin[field])
        ? []
        : [`${LOG} ${kind}.${field} must be ${problem} : ${JSON.stringify(origin[field])}.`];
    });
  }),
  // The page forbids both; AWS's example "change from a custom origin to an Amazon S3 origin" does both.
  'origin-access-identity': changed(({ after, before }) => {
    const { authMethod, region } = fieldsOf(after, 's3');
    if (authMethod !== 'origin-access-identity') return [];
    return [
      ...messageIf(
        kindOf(before) === 'custom',
        () => `${LOG} an origin access identity cannot be used in the place of a custom origin.`,
      ),
      ...messageIf(
        !isText(region, 64) || region === '',
        () => `${LOG} with an origin access identity it must name the bucket's Region.`,
      ),
    ];
  }),
  'origin-custom-headers': changed(({ after, headers }) => {
    const kind = kindOf(after);
    const added = kind === null ? undefined : fieldsOf(after, kind).customHeaders;
    if (added === undefined) return [];
    const change = { readOnly: [], before: {}, after: added };
    const names = isObject(added) ? Object.keys(added) : [];
    return [
      ...headerRules['headers-object'](change),
      ...headerRules['header-shape'](change),
      ...headerRules['header-name-characters'](change),
      ...headerRules['header-value-characters'](change),
      ...headerRules['disallowed-header'](change),
      ...names
        .filter((name) => NO_CUSTOM_HEADER.test(name))
        .map((name) => `${LOG} ${name} cannot be a custom header.`),
      ...names
        .filter((name) => isObject(headers) && Object.hasOwn(headers, name.toLowerCase()))
        .map((name) => `${LOG} the custom header ${name} is also a header of the request.`),
    ];
  }),
} satisfies Rules<OriginChange>;

function changed(rule: Rule<OriginChange>): Rule<OriginChange> {
  return (change) => (isDeepStrictEqual(change.before, change.after) ? [] : rule(change));
}

export function kindOf(origin: unknown): 'custom' | 's3' | null {
  if (!isObject(origin)) return null;
  const kinds = Object.keys(origin);
  return kinds.length === 1 && (kinds[0] === 'custom' || kinds[0] === 's3') ? kinds[0] : null;
}

function fieldsOf(origin: unknown, kind: 'custom' | 's3'): JsonObject {
  const fields = isObject(origin) ? origin[kind] : undefined;
  return isObject(fields) ? fields : {};
}

function responseCompletionTimeout(value: unknown, { readTimeout }: JsonObject): string | null {
  const isGood =
    value === undefined ||
    value === 0 ||
    (typeof value === 'number' && value >= (typeof readTimeout === 'number' ? readTimeout : 0));
  return isGood ? null : '0, left out, or a number no less than readTimeout';
}

function pathProblem(path: unknown, length: number): string | null {
  return isText(path, length) && (path === '' || (path.startsWith('/') && !path.endsWith('/')))
    ? null
    : `empty, or begin with / and not end with it${length < 1_000 ? `, within ${length} characters` : ''}`;
}

function isText(value: unknown, length: number): value is string {
  return typeof value === 'string' && value.length <= length;
}

function isWithin(value: unknown, from: number, to: number): boolean {
  return typeof value === 'number' && value >= from && value <= to;
}
