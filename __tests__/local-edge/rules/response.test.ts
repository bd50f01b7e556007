import { describe, expect, it } from '@jest/globals';
import { checkResult } from '../../../local-edge/rules';
import { aViewerRequest, aViewerResponse } from '../../support/cloudfront-events';

function generate(result: unknown) {
  return checkResult('viewer-request', aViewerRequest(), result);
}

const accepted: [string, unknown][] = [
  ['a status alone', { status: '204' }],
  ['status 200', { status: '200', statusDescription: 'OK ~ Größe', body: 'hello' }],
  ['status 599', { status: '599' }],
  ...['', 'aGk=', 'aA==', 'aGkh', '+/Z9aGkh'].map((body): (typeof accepted)[0] => [
    `the base64 ${JSON.stringify(body)}`,
    { status: '200', body, bodyEncoding: 'base64' },
  ]),
  ['a body in text', { status: '200', body: 'hello', bodyEncoding: 'text' }],
  ['no body in base64', { status: '304', bodyEncoding: 'base64' }],
  [
    '40 KB of headers alone',
    { status: '200', headers: { 'x-a': [{ value: 'a'.repeat(40 * 1_024 - 3) }] } },
  ],
  [
    '40 KB with headers',
    { status: '200', headers: { 'x-a': [{ value: '123' }] }, body: 'a'.repeat(40 * 1_024 - 6) },
  ],
  [
    '40 KB in base64',
    { status: '200', body: Buffer.alloc(30 * 1_024).toString('base64'), bodyEncoding: 'base64' },
  ],
  ['fields that JSON leaves out', { status: '200', body: undefined, headers: undefined }],
  [
    'several cookies',
    { status: '200', headers: { 'set-cookie': [{ value: 'a=1' }, { value: 'b=2' }] } },
  ],
];

const refused: [string, string, unknown][] = [
  ['status', 'a number', { status: 200 }],
  ['status', 'too low', { status: '199' }],
  ['status', 'too high', { status: '600' }],
  ['status', 'no number', { status: 'OK' }],
  ['status', 'of two digits', { status: '20' }],
  ['status', 'of four digits', { status: '2000' }],
  ['status', 'with a digit before it', { status: '1200' }],
  ['status', 'under the name API Gateway has for it', { statusCode: 200 }],
  ['status-description', 'a number', { status: '200', statusDescription: 1 }],
  ...['\0', '\n', '\u001f', '\u007f'].map((bad): (typeof refused)[0] => [
    'status-description',
    `${JSON.stringify(bad)} in it`,
    { status: '200', statusDescription: `a${bad}b` },
  ]),
  ['body', 'an object', { status: '200', body: { a: 1 } }],
  ['body', 'null', { status: '200', body: null }],
  ['body-encoding', 'gzip', { status: '200', body: '', bodyEncoding: 'gzip' }],
  ...['a b!', 'a', 'aG', 'aGk', 'aGkha', 'aGk=aGk=', 'a===', '=aGk', 'aGkh\n', 'aGkh-_=='].map(
    (body): (typeof refused)[0] => [
      'body-base64',
      JSON.stringify(body),
      { status: '200', body, bodyEncoding: 'base64' },
    ],
  ),
  ['no-content-body', 'a text', { status: '204', body: 'hello' }],
  ['no-content-body', 'an empty text', { status: '204', body: '' }],
  ['generated-size', 'of more than 40 KB', { status: '200', body: 'a'.repeat(40 * 1_024 + 1) }],
  [
    'generated-size',
    'of more than 40 KB in base64',
    { status: '200', body: Buffer.alloc(30_723).toString('base64'), bodyEncoding: 'base64' },
  ],
  [
    'generated-size',
    'of letters of two bytes',
    { status: '200', body: 'ä'.repeat(20 * 1_024 + 1) },
  ],
  [
    'generated-size',
    'with its headers',
    { status: '200', headers: { 'x-a': [{ value: '1234' }] }, body: 'a'.repeat(40 * 1_024 - 6) },
  ],
  [
    'read-only-header',
    'content-length',
    { status: '200', headers: { 'content-length': [{ value: '0' }] } },
  ],
  ['disallowed-header', 'x-cache', { status: '200', headers: { 'x-cache': [{ value: 'Hit' }] } }],
  [
    'header-value-characters',
    'a line break',
    { status: '302', headers: { location: [{ value: '/\n' }] } },
  ],
  ['headers-object', 'a text', { status: '200', headers: 'x-a: 1' }],
  ['headers-object', 'null', { status: '200', headers: null }],
  ['header-shape', 'a value alone', { status: '302', headers: { location: '/' } }],
  ['json-object', 'undefined', undefined],
  ['json-object', 'null', null],
  ['json-object', 'a text', 'hello'],
  ['json-object', 'a list', []],
];

describe('a response that a viewer-request function makes', () => {
  it.each(accepted)('may be %s', (_, result) => {
    expect(generate(result)).toEqual([]);
  });

  it.each(refused)('breaks %s: %s', (rule, _, result) => {
    const violations = generate(result);
    expect(violations.map((violation) => violation.rule)).toEqual([rule]);
    expect(violations[0]?.http).toBe(502);
  });

  it('is a failed function, 503, when it cannot become JSON', () => {
    const loop: Record<string, unknown> = { status: '200' };
    loop.self = loop;
    expect(generate(loop)).toMatchObject([{ rule: 'json', http: 503 }]);
    expect(generate({ status: '200', body: 1n })).toMatchObject([{ rule: 'json', http: 503 }]);
  });
});

function respond(
  change: (response: Record<string, unknown> & { headers: Record<string, unknown> }) => void,
) {
  const before = aViewerResponse();
  const response = structuredClone(before.response);
  change(response as never);
  return checkResult('viewer-response', before, response).map(({ rule }) => rule);
}

describe("an origin's response after a viewer-response function", () => {
  it.each<[string, Parameters<typeof respond>[0]]>([
    ['the response as it came', () => {}],
    ['a cookie more', ({ headers }) => (headers['set-cookie'] = [{ value: 'a=1' }])],
    ['a header less', ({ headers }) => delete headers['content-type']],
    ['another status description', (response) => (response.statusDescription = 'Fine')],
  ])('may be %s', (_, change) => {
    expect(respond(change)).toEqual([]);
  });

  it.each<[string, string, Parameters<typeof respond>[0]]>([
    ['read-only-header', 'via deleted', ({ headers }) => delete headers.via],
    ['read-only-header', 'warning added', ({ headers }) => (headers.warning = [{ value: '199' }])],
    [
      'read-only-header',
      'content-length changed',
      ({ headers }) => (headers['content-length'] = [{ value: '1' }]),
    ],
    [
      'read-only-header',
      'content-encoding deleted',
      ({ headers }) => delete headers['content-encoding'],
    ],
    [
      'read-only-header',
      'transfer-encoding deleted',
      ({ headers }) => delete headers['transfer-encoding'],
    ],
    [
      'disallowed-header',
      'x-cache added',
      ({ headers }) => (headers['x-cache'] = [{ value: 'Hit' }]),
    ],
    ['status-unchanged', 'another status', (response) => (response.status = '404')],
    ['status', 'a status that is a number', (response) => (response.status = 200)],
    ['body-untouched', 'a body', (response) => (response.body = 'mine')],
    ['header-shape', 'a header without a list', ({ headers }) => (headers['x-a'] = 'b')],
  ])('breaks %s: %s', (rule, _, change) => {
    expect(respond(change)).toContain(rule);
  });

  it('may have a host, which is read-only for requests alone', () => {
    expect(respond(({ headers }) => (headers.host = [{ value: 'a' }]))).toEqual([]);
  });

  it('needs the response it had before', () => {
    expect(() => checkResult('viewer-response', aViewerRequest(), { status: '200' })).toThrow(
      'a viewer-response event has a response',
    );
  });
});
