import { describe, expect, it } from '@jest/globals';
import { checkResult, judgeResult } from '../../../local-edge/rules';
import { aViewerRequest } from '../../support/cloudfront-events';

const READ_ONLY = {
  host: [{ key: 'Host', value: 'd111111abcdef8.cloudfront.net' }],
  via: [{ key: 'Via', value: '1.1 viewer' }],
};

/** A function that returns the request it was given, after `change`. */
function passOn(change: (request: Record<string, unknown> & { headers: Headers }) => void) {
  const before = aViewerRequest(READ_ONLY);
  const request = structuredClone(before.request);
  change(request as never);
  return checkResult('viewer-request', before, request);
}
type Headers = Record<string, unknown>;

const accepted: [string, Parameters<typeof passOn>[0]][] = [
  ['the request as it came', () => {}],
  ['a header that is added', ({ headers }) => (headers['x-group'] = [{ value: 'b' }])],
  ['a header that is changed', ({ headers }) => (headers.accept = [{ value: 'text/html' }])],
  ['a header that is deleted', ({ headers }) => delete headers.accept],
  [
    'two values of one header',
    ({ headers }) => (headers.cookie = [{ value: 'a=1' }, { value: 'b=2' }]),
  ],
  ['a key in other letters', ({ headers }) => (headers['x-a'] = [{ key: 'X-A', value: '1' }])],
  ['a header of UTF-8 and tabs', ({ headers }) => (headers['x-a'] = [{ value: ' Zürich\t漢 ~' }])],
  ['x-forwarded-for', ({ headers }) => (headers['x-forwarded-for'] = [{ value: '192.0.2.1' }])],
  ['a name with capitals', ({ headers }) => (headers['X-A'] = [{ value: '1' }])],
  ['a list of values', ({ headers }) => (headers['x-a'] = [{ value: ['1', '2'] }])],
  ['another path', (request) => (request.uri = '/b/%20/!é.html')],
  ['another query string', (request) => (request.querystring = 'a=1?&b=%23!~é')],
  ['no query string at all', (request) => delete request.querystring],
  ['8,191 bytes of URL', (request) => (request.uri = `/${'a'.repeat(8_190)}`)],
];

const refused: [string, string, Parameters<typeof passOn>[0]][] = [
  ['header-shape', 'a value without a list', ({ headers }) => (headers['x-a'] = 'b')],
  ['header-shape', 'a value that is a number', ({ headers }) => (headers['x-a'] = [{ value: 1 }])],
  ['header-shape', 'a list of texts', ({ headers }) => (headers['x-a'] = ['b'])],
  ['header-shape', 'null in a list', ({ headers }) => (headers['x-a'] = [null])],
  [
    'header-shape',
    'a good value beside a bad one',
    ({ headers }) => (headers['x-a'] = [{ value: '1' }, { value: 1 }]),
  ],
  [
    'header-shape',
    'a value that is a list with a number',
    ({ headers }) => (headers['x-a'] = [{ value: ['1', 1] }]),
  ],
  [
    'header-twice',
    'a name in two spellings',
    ({ headers }) => Object.assign(headers, { 'x-a': [{ value: '1' }], 'X-A': [{ value: '1' }] }),
  ],
  [
    'disallowed-header',
    'Connection, in capitals',
    ({ headers }) => (headers.Connection = [{ value: 'close' }]),
  ],
  [
    'header-key',
    'a key of another name',
    ({ headers }) => (headers['x-a'] = [{ key: 'X-B', value: '1' }]),
  ],
  [
    'header-key',
    'a key that is no text',
    ({ headers }) => (headers['x-a'] = [{ key: 1, value: '1' }]),
  ],
  [
    'header-name-characters',
    'a space in a name',
    ({ headers }) => (headers['x a'] = [{ value: '1' }]),
  ],
  ['header-name-characters', 'an empty name', ({ headers }) => (headers[''] = [{ value: '1' }])],
  [
    'header-value-characters',
    'a line break',
    ({ headers }) => (headers['x-a'] = [{ value: 'a\r\nb' }]),
  ],
  ...['\0', '\b', '\n', '\u001f', '\u007f'].map((bad): (typeof refused)[0] => [
    'header-value-characters',
    `${JSON.stringify(bad)} in a value`,
    ({ headers }) => (headers['x-a'] = [{ value: `a${bad}b` }]),
  ]),
  ['disallowed-header', 'connection', ({ headers }) => (headers.connection = [{ value: 'close' }])],
  ['disallowed-header', 'x-edge-…', ({ headers }) => (headers['x-edge-a'] = [{ value: '1' }])],
  ['disallowed-header', 'x-amz-cf-…', ({ headers }) => (headers['x-amz-cf-id'] = [{ value: '1' }])],
  [
    'disallowed-header',
    'client-cert',
    ({ headers }) => (headers['client-cert'] = [{ value: '1' }]),
  ],
  ['read-only-header', 'host deleted', ({ headers }) => delete headers.host],
  ['read-only-header', 'host emptied', ({ headers }) => (headers.host = [])],
  [
    'read-only-header',
    'host changed',
    ({ headers }) => (headers.host = [{ value: 'example.com' }]),
  ],
  [
    'read-only-header',
    'via doubled',
    ({ headers }) => (headers.via = [READ_ONLY.via[0], READ_ONLY.via[0]]),
  ],
  [
    'read-only-header',
    'content-length added',
    ({ headers }) => (headers['content-length'] = [{ value: '1' }]),
  ],
  ['read-only-header', 'cdn-loop added', ({ headers }) => (headers['cdn-loop'] = [{ value: 'a' }])],
  [
    'viewer-country',
    'a country',
    ({ headers }) => (headers['cloudfront-viewer-country'] = [{ value: 'DE' }]),
  ],
  ['uri-form', 'no uri', (request) => delete request.uri],
  ['uri-form', 'an address as uri', (request) => (request.uri = 'https://example.com/')],
  ['uri-form', 'an object as uri', (request) => (request.uri = { path: '/' })],
  ...['?', '#', ' ', '\0', '\u007f'].map((bad): (typeof refused)[0] => [
    'uri-characters',
    `${JSON.stringify(bad)} in the uri`,
    (request) => (request.uri = `/a${bad}b`),
  ]),
  ['url-length', '8,192 bytes of URL', (request) => (request.uri = `/${'a'.repeat(8_191)}`)],
  ['url-length', 'a long query string', (request) => (request.querystring = 'ä'.repeat(4_096))],
  [
    'querystring-form',
    'a query string that is an object',
    (request) => (request.querystring = { a: 1 }),
  ],
  ...['#', ' ', '\0', '\u007f'].map((bad): (typeof refused)[0] => [
    'querystring-characters',
    `${JSON.stringify(bad)} in the query string`,
    (request) => (request.querystring = `a=${bad}b`),
  ]),
  ['read-only-method', 'another method', (request) => (request.method = 'POST')],
  ['read-only-clientIp', 'another client', (request) => (request.clientIp = '192.0.2.1')],
  ['read-only-clientIp', 'no client', (request) => delete request.clientIp],
];

/** In the order of AWS's page, one name for each of its two patterns. */
const DISALLOWED = [
  ...['Connection', 'Expect', 'Keep-Alive', 'Proxy-Authenticate', 'Proxy-Authorization'],
  ...['Proxy-Connection', 'Trailer', 'Upgrade', 'X-Accel-Buffering', 'X-Accel-Charset'],
  ...['X-Accel-Limit-Rate', 'X-Accel-Redirect', 'X-Amz-Cf-Any', 'X-Amzn-Auth'],
  ...['X-Amzn-Cf-Billing', 'X-Amzn-Cf-Id', 'X-Amzn-Cf-Xff', 'X-Amzn-Errortype'],
  ...['X-Amzn-Fle-Profile', 'X-Amzn-Header-Count', 'X-Amzn-Header-Order'],
  ...['X-Amzn-Lambda-Integration-Tag', 'X-Amzn-RequestId', 'X-Cache', 'X-Edge-Any'],
  ...['X-Forwarded-Proto', 'X-Real-IP', 'CloudFront-Viewer-Cert-PEM', 'Client-Cert'],
  'Client-Cert-Chain',
];

describe('a request that a viewer-request function passes on', () => {
  it.each(accepted)('may be %s', (_, change) => {
    expect(passOn(change)).toEqual([]);
  });

  it.each(refused)('breaks %s: %s', (rule, _, change) => {
    expect(passOn(change)).toEqual([expect.objectContaining({ rule, http: 502 })]);
  });

  it('has none of its headers when they are a list', () => {
    const violations = passOn((request) => (request.headers = [] as never));
    expect(violations.map(({ rule }) => rule)).toEqual([
      ...['headers-object', 'read-only-header', 'read-only-header'],
    ]);
  });

  it.each(DISALLOWED)('may not have the header %s', (name) => {
    const violations = passOn(({ headers }) => {
      headers[name.toLowerCase()] = [{ key: name, value: '1' }];
    });
    expect(violations.map(({ rule }) => rule)).toEqual(['disallowed-header']);
  });

  it('keeps a country that the viewer wrote itself', () => {
    const before = aViewerRequest({ 'cloudfront-viewer-country': [{ value: 'DE' }] });
    expect(checkResult('viewer-request', before, structuredClone(before.request))).toEqual([]);
  });

  it.each([
    ['edit', [{ value: 'FR' }]],
    ['delete', []],
  ])('may %s a country that the viewer wrote', (_, country) => {
    const before = aViewerRequest({ 'cloudfront-viewer-country': [{ value: 'DE' }] });
    const request = structuredClone(before.request);
    request.headers['cloudfront-viewer-country'] = country;
    expect(checkResult('viewer-request', before, request)).toEqual([]);
  });

  it.each([
    ['X-A', [{ value: '1' }], 'must be in lower case, header :X-A'],
    ['x-a', [{ value: ['1'] }], 'documented nowhere, header :x-a'],
    ['x-a', [{ value: '1' }, { value: ['2'] }], 'documented nowhere, header :x-a'],
  ])("warns where AWS's pages disagree: %s, %j", (name, list, warning) => {
    const before = aViewerRequest();
    const request = structuredClone(before.request);
    Object.assign(request.headers, { [name]: list });
    expect(judgeResult('viewer-request', before, request)).toEqual({
      violations: [],
      warnings: [expect.stringContaining(warning)],
    });
  });

  it.each([
    ['a URL of 8,192 bytes', { uri: `/${'a'.repeat(8_191)}` }],
    ['a space in the uri', { uri: '/a b' }],
    ['a space in the query string', { querystring: 'a=b c' }],
  ])('keeps %s, which a function may not make, as the viewer sent it', (_, sent) => {
    const before = aViewerRequest();
    Object.assign(before.request, sent);
    expect(checkResult('viewer-request', before, structuredClone(before.request))).toEqual([]);
  });

  it("says it in CloudFront's words", () => {
    expect(passOn(({ headers }) => (headers.connection = [{ value: 'close' }]))).toEqual([
      {
        rule: 'disallowed-header',
        http: 502,
        message:
          'Lambda function result failed validation, the function tried to add a blacklisted header in headers, headerName : connection.',
        page: 'The Lambda function result failed validation: The function tried to add a blacklisted header.',
        document:
          'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-headers',
      },
    ]);
    expect(
      passOn(({ headers }) => (headers.location = [{ key: 'Location', value: 'a\rb' }]))[0]
        ?.message,
    ).toBe(
      "Lambda function result failed validation, the function returned an invalid header, invalid character : '%0D' in header value, headerName : Location.",
    );
    expect(passOn(({ headers }) => (headers['x-a'] = [{}]))[0]?.message).toBe(
      'The Lambda function returned an invalid entry in the headers object, the value of each header value must be of string or array of string type, header :x-a has one or more entries whose value is neither string nor array of strings.',
    );
  });

  it('names every rule that is broken, not the first alone', () => {
    const rules = passOn((request) => {
      delete request.headers.host;
      request.uri = 'nowhere';
    }).map(({ rule }) => rule);
    expect(rules.sort()).toEqual(['read-only-header', 'uri-form']);
  });
});
