import { describe, expect, it } from '@jest/globals';
import { checkResult } from '../../../local-edge/rules';
import { aViewerRequest } from '../../support/cloudfront-events';

type Headers = Record<string, unknown>;
type Change = (request: Record<string, unknown> & { headers: Headers }) => unknown;

function saidOf(result: unknown): string[] {
  return checkResult('viewer-request', aViewerRequest(), result).map(({ message }) => message);
}

/** What is said of the request that was given, after `change`. */
function saidOfRequest(change: Change): string[] {
  const { request } = structuredClone(aViewerRequest());
  change(request as never);
  return saidOf(request);
}

describe("what is said of a request's headers", () => {
  it.each<[string, unknown, string]>([
    ['x-a', 'b', 'header :x-a has one or more entries whose value is neither string nor array'],
    ['x-a', [{ key: 'X-B', value: '1' }], 'header :x-a has the key "X-B"'],
    ['x a', [{ value: '1' }], 'invalid header name : "x a"'],
    ['x-a', [{ value: '\0' }], "invalid character : '%00' in header value, headerName : x-a."],
    ['host', [], 'tried to delete read-only header, headerName : host'],
    ['host', [{ value: 'a' }], 'tried to change read-only header, headerName : host'],
    ['via', [{ value: '1.1 a' }], 'tried to add read-only header, headerName : via'],
    [
      'cloudfront-viewer-country',
      [{ value: 'DE' }],
      'tried to add a blacklisted header in headers, headerName : CloudFront-Viewer-Country',
    ],
  ])('%j: %j', (name, list, said) => {
    expect(saidOfRequest(({ headers }) => (headers[name] = list))).toEqual([
      expect.stringContaining(said),
    ]);
  });

  it('a name in two spellings: that it is there twice', () => {
    const twice = { 'x-a': [{ value: '1' }], 'X-A': [{ value: '1' }] };
    expect(saidOfRequest(({ headers }) => Object.assign(headers, twice))).toEqual([
      expect.stringContaining('header :x-a is there twice, in different letters'),
    ]);
  });

  it('no object: that it must be one', () => {
    expect(saidOf({ status: '200', headers: 'x-a: 1' })).toEqual([
      expect.stringContaining('headers, it must be an object'),
    ]);
  });
});

describe('what is said of the other fields of a request', () => {
  it.each<[string, unknown, string]>([
    [
      'uri',
      'b',
      'failed validation, the function returned an invalid URI, it must be a string that starts with / : "b"',
    ],
    ['uri', '/a b', 'invalid URI, it must hold no white space, control character, # or ? : "/a b"'],
    ['querystring', [1], 'invalid query string, it must be a string : [1]'],
    [
      'querystring',
      'a#b',
      'invalid query string, it must hold no white space, control character or # : "a#b"',
    ],
    ['method', 'PUT', 'change the read-only field method from "GET" to "PUT"'],
    ['clientIp', null, 'change the read-only field clientIp from "203.0.113.178" to null'],
  ])('%s %j', (field, value, said) => {
    expect(saidOfRequest((request) => (request[field] = value))).toEqual([
      expect.stringContaining(said),
    ]);
  });

  it('a long URL: its bytes with the query string, and the limit', () => {
    const long = { uri: `/${'a'.repeat(99)}`, querystring: 'ä'.repeat(4_500) };
    expect(saidOfRequest((request) => Object.assign(request, long))).toEqual([
      expect.stringContaining('a URI and query string of 9100 bytes, they must be under 8192'),
    ]);
  });
});

describe('what is said of a response', () => {
  it.each<[object, string]>([
    [
      { status: 200 },
      'failed validation, the function returned an invalid status, it must be a string from "200" to "599" : 200',
    ],
    [
      { status: '200', statusDescription: 'a\nb' },
      'invalid status description, it must be a string without control characters : "a\\nb"',
    ],
    [{ status: '200', body: null }, 'invalid body, it must be a string : null'],
    [{ status: '200', body: [] }, 'invalid body, it must be a string : an array'],
    [{ status: '200', body: {} }, 'invalid body, it must be a string : of type object'],
    [
      { status: '200', bodyEncoding: 'gzip' },
      'invalid body encoding, it must be text or base64 : "gzip"',
    ],
    [
      { status: '200', bodyEncoding: 'base64', body: 'a b' },
      'returned a body that is not valid base64',
    ],
    [
      { status: '204', body: '' },
      'returned a body with status 204, which has none: leave the field out',
    ],
  ])('%j', (response, said) => {
    expect(saidOf(response)).toEqual([expect.stringContaining(said)]);
  });

  it('too many bytes: how many, and the limit', () => {
    expect(saidOf({ status: '200', body: 'a'.repeat(41_000) })).toEqual([
      expect.stringContaining('of 41000 bytes, headers and body must be within 40960'),
    ]);
  });
});

describe('what is said of a result that is no object of JSON', () => {
  it('a text: the text, cut short', () => {
    expect(saidOf('hello')).toEqual([
      expect.stringContaining('The JSON output must be an object type, and is "hello"'),
    ]);
    expect(saidOf('a'.repeat(1_000_000))[0]?.length).toBeLessThan(200);
  });

  it('a BigInt: why it cannot be sent', () => {
    expect(saidOf({ status: '200', body: 1n })).toEqual([
      expect.stringMatching(/^Runtime\.MarshalError: Unable to stringify response body: .*BigInt/),
    ]);
  });
});
