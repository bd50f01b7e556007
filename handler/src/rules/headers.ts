/**
 * CloudFront's rules for the `headers` of a result, whether request or response.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-headers
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses-in-requests.html
 */
import { CLOUDFRONT_HEADER_PREFIX, TOKEN } from '../http-names';
import { isDisallowed } from '../restricted-headers';
import { type HeaderChange, isObject, messageIf, type Rule, type Rules } from './rule';

interface Entry {
  name: string;
  key: unknown;
  value: string;
}

const INVALID_ENTRY = 'The Lambda function returned an invalid entry in the headers object';

/** Control characters but the tab. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const BAD_IN_VALUE = /[\u0000-\u0008\u000a-\u001f\u007f]/;

export const headerRules = {
  'headers-object': ({ after }) =>
    messageIf(
      after !== undefined && !isObject(after),
      () => 'The Lambda function returned an invalid value for headers, it must be an object.',
    ),
  'header-shape': ({ after }) =>
    listsOf(after)
      .filter(([, list]) => !Array.isArray(list) || !list.every(isEntry))
      .map(
        ([name]) =>
          `${INVALID_ENTRY}, the value of each header value must be of string or array of string type, ` +
          `header :${name} has one or more entries whose value is neither string nor array of strings.`,
      ),
  // CloudFront's error above speaks of arrays of strings; the page on the event's structure knows strings alone.
  'header-value-list': ({ after }) =>
    listsOf(after)
      .filter(([, list]) => Array.isArray(list) && list.some(isListOfValues))
      .map(
        ([name]) =>
          `${INVALID_ENTRY}, a list as value is documented nowhere, header :${name}: write one entry for each value.`,
      ),
  // That page says both that names in the object are lower case, and "regardless of how you've formatted the header name".
  'header-lower-case': ({ after }) =>
    listsOf(after)
      .filter(([name]) => name !== name.toLowerCase())
      .map(([name]) => `${INVALID_ENTRY}, header names must be in lower case, header :${name}.`),
  'header-twice': ({ after }) =>
    listsOf(after)
      .map(([name]) => name.toLowerCase())
      .filter((name, index, names) => names.indexOf(name) !== index)
      .map((name) => `${INVALID_ENTRY}, header :${name} is there twice, in different letters.`),
  'header-key': ({ after }) =>
    entriesOf(after)
      .filter(({ name, key }) => key !== undefined && !isSameName(key, name))
      .map(
        ({ name, key }) =>
          `${INVALID_ENTRY}, the key must be the header's own name, header :${name} has the key ${JSON.stringify(key)}.`,
      ),
  'header-name-characters': ({ after }) =>
    listsOf(after)
      .filter(([name]) => !TOKEN.test(name))
      .map(
        ([name]) =>
          `Lambda function result failed validation, the function returned an invalid header, invalid header name : ${JSON.stringify(name)}.`,
      ),
  'header-value-characters': ({ after }) =>
    entriesOf(after).flatMap(({ name, key, value }) => {
      const bad = BAD_IN_VALUE.exec(value)?.[0];
      return bad === undefined
        ? []
        : [
            'Lambda function result failed validation, the function returned an invalid header, ' +
              `invalid character : '${percent(bad)}' in header value, headerName : ${key ?? name}.`,
          ];
    }),
  'disallowed-header': ({ after }) =>
    listsOf(after)
      .filter(([name]) => isDisallowed(name.toLowerCase()))
      .map(
        ([name]) =>
          `Lambda function result failed validation, the function tried to add a blacklisted header in headers, headerName : ${name}.`,
      ),
  'read-only-header': ({ readOnly, before, after }) =>
    readOnly.flatMap((name) => {
      const done = changeOf(valuesOf(before, name), valuesOf(after, name));
      return done === null
        ? []
        : [
            `Lambda function result failed validation, the function tried to ${done} read-only header, headerName : ${name}.`,
          ];
    }),
} satisfies Rules<HeaderChange>;

/**
 * CloudFront sets the viewer's country after this event, and rejects a function that adds it. One that the viewer sent
 * may be edited, as any header of this kind.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html#lambda-at-edge-restrictions-cloudfront-headers
 */
export const viewerCountry: Rule<HeaderChange> = ({ before, after }) => {
  const name = `${CLOUDFRONT_HEADER_PREFIX}viewer-country`;
  const done = changeOf(valuesOf(before, name), valuesOf(after, name));
  return messageIf(
    done === 'add',
    () =>
      `Lambda function result failed validation, the function tried to add a blacklisted header in headers, headerName : CloudFront-Viewer-Country.`,
  );
};

/** Every well-formed entry, one for each occurrence; the rule `header-shape` reports the others. */
export function entriesOf(headers: unknown): Entry[] {
  return listsOf(headers).flatMap(([name, list]) =>
    Array.isArray(list)
      ? list
          .filter(isEntry)
          .flatMap(({ key, value }) => [value].flat().map((one) => ({ name, key, value: one })))
      : [],
  );
}

function listsOf(headers: unknown): [string, unknown][] {
  return isObject(headers) ? Object.entries(headers) : [];
}

function isEntry(entry: unknown): entry is { key?: unknown; value: string | string[] } {
  return isObject(entry) && [entry.value].flat().every((value) => typeof value === 'string');
}

function isListOfValues(entry: unknown): boolean {
  return isEntry(entry) && Array.isArray(entry.value);
}

function isSameName(key: unknown, name: string): boolean {
  return typeof key === 'string' && key.toLowerCase() === name.toLowerCase();
}

function valuesOf(headers: unknown, name: string): string[] {
  return entriesOf(headers)
    .filter((entry) => entry.name.toLowerCase() === name)
    .map((entry) => entry.value);
}

function changeOf(before: string[], after: string[]): 'add' | 'delete' | 'change' | null {
  if (before.length === 0) return after.length === 0 ? null : 'add';
  if (after.length === 0) return 'delete';
  return JSON.stringify(before) === JSON.stringify(after) ? null : 'change';
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
