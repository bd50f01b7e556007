import { describe, expect, it } from '@jest/globals';
import type {
  CustomOrigin,
  EdgeEventRecord,
  RequestOrigin,
  S3Origin,
} from '../../../local-edge/cloudfront';
import { checkResult, judgeResult } from '../../../local-edge/rules';
import { aViewerRequest, aViewerResponse } from '../../support/cloudfront-events';

const CUSTOM: CustomOrigin = {
  customHeaders: {},
  domainName: 'example.org',
  keepaliveTimeout: 5,
  path: '',
  port: 443,
  protocol: 'https',
  readTimeout: 30,
  responseCompletionTimeout: 30,
  sslProtocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
};
const S3: S3Origin = {
  customHeaders: {},
  domainName: 'amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com',
  path: '',
  authMethod: 'none',
  region: 'eu-west-1',
};
const READ_ONLY = [
  ...['Accept-Encoding', 'CDN-Loop', 'Content-Length', 'If-Modified-Since', 'If-None-Match'],
  ...['If-Range', 'If-Unmodified-Since', 'Transfer-Encoding', 'Via'],
];
const entry = (value: string) => [{ value }];

function originRequest(origin: RequestOrigin = { custom: CUSTOM }): EdgeEventRecord {
  const { config, request } = aViewerRequest();
  return { config: { ...config, eventType: 'origin-request' }, request: { ...request, origin } };
}

type Change = (request: Record<string, unknown> & { headers: Record<string, unknown> }) => void;
function passOn(change: Change, before = originRequest()): string[] {
  const request = structuredClone(before.request);
  change(request as never);
  return checkResult('origin-request', before, request).map(({ rule }) => rule);
}
const choose = (origin: unknown, before?: RequestOrigin) =>
  passOn((request) => (request.origin = origin), before && originRequest(before));

describe('a request that an origin-request function passes on', () => {
  it.each<[string, Change]>([
    ['as it came', () => {}],
    ['with another host', ({ headers }) => (headers.host = entry('example.com'))],
    ['with a country', ({ headers }) => (headers['cloudfront-viewer-country'] = entry('DE'))],
    ['with another path', (request) => (request.uri = '/b')],
  ])('may be %s', (_, change) => {
    expect(passOn(change)).toEqual([]);
  });

  it.each(READ_ONLY)('may not have another %s', (name) => {
    expect(passOn(({ headers }) => (headers[name.toLowerCase()] = entry('1')))).toEqual([
      'read-only-header',
    ]);
  });

  it.each<[string, Change]>([
    ['disallowed-header', ({ headers }) => (headers['x-edge-a'] = entry('1'))],
    ['uri-form', (request) => (request.uri = 'b')],
    ['read-only-method', (request) => (request.method = 'POST')],
    ['origin-one', (request) => delete request.origin],
  ])('breaks %s', (rule, change) => {
    expect(passOn(change)).toEqual([rule]);
  });
});

describe('the origin that a function chooses', () => {
  it.each<[string, object]>([
    ['another domain', { domainName: 'example.com' }],
    ['a path', { path: '/a/b' }],
    ['port 80', { port: 80 }],
    ['port 1024', { port: 1_024 }],
    ['http', { protocol: 'http' }],
    ['timeouts at their ends', { readTimeout: 1, keepaliveTimeout: 120 }],
    ['no completion timeout', { responseCompletionTimeout: undefined }],
    ['the default completion timeout', { responseCompletionTimeout: 0 }],
    ['a custom header', { customHeaders: { 'x-a': [{ key: 'X-A', value: '1' }] } }],
    ['no custom headers', { customHeaders: undefined }],
    ['one protocol', { sslProtocols: ['TLSv1.2'] }],
  ])('may have %s', (_, change) => {
    expect(choose({ custom: { ...CUSTOM, ...change } })).toEqual([]);
  });

  it.each<[string, object]>([
    ['no domain', { domainName: '' }],
    ['an address', { domainName: '192.0.2.1' }],
    ['a port in the domain', { domainName: 'example.com:80' }],
    ['a domain of 254 characters', { domainName: 'a'.repeat(254) }],
    ['a path without /', { path: 'a' }],
    ['a path that ends with /', { path: '/a/' }],
    ['a path of 256 characters', { path: `/${'a'.repeat(255)}` }],
    ['port 81', { port: 81 }],
    ['a port in a text', { port: '443' }],
    ['ftp', { protocol: 'ftp' }],
    ['no time to read', { readTimeout: 0 }],
    ['121 seconds to read', { readTimeout: 121, responseCompletionTimeout: 0 }],
    ['121 seconds of keep-alive', { keepaliveTimeout: 121 }],
    ['less time to complete than to read', { responseCompletionTimeout: 29 }],
    ['TLSv1.3', { sslProtocols: ['TLSv1.3'] }],
    ['no protocols', { sslProtocols: undefined }],
  ])('may not have %s', (_, change) => {
    expect(choose({ custom: { ...CUSTOM, ...change } })).toEqual(['origin-field']);
  });

  it.each<[string, object]>([
    ["a header that is CloudFront's", { host: entry('a') }],
    ['one that functions never see', { 'x-real-ip': entry('a') }],
    ['one of the request', { accept: entry('a') }],
    ['a text', { 'x-a': 'a' }],
  ])('may not have as custom header %s', (_, customHeaders) => {
    expect(new Set(choose({ custom: { ...CUSTOM, customHeaders } }))).toEqual(
      new Set(['origin-custom-headers']),
    );
  });

  it('may be a bucket, and a bucket may become a custom origin', () => {
    expect(choose({ s3: S3 })).toEqual([]);
    expect(choose({ custom: CUSTOM }, { s3: S3 })).toEqual([]);
    expect(
      choose({ s3: { ...S3, authMethod: 'origin-access-identity', path: '/a' } }, { s3: S3 }),
    ).toEqual([]);
  });

  it.each<[string, object]>([
    ['capitals in its domain', { domainName: 'Bucket.s3.amazonaws.com' }],
    ['129 characters', { domainName: 'a'.repeat(129) }],
    ['another way of access', { authMethod: 'oac' }],
  ])('may not be a bucket with %s', (_, change) => {
    expect(choose({ s3: { ...S3, ...change } }, { s3: { ...S3, path: '/a' } })).toEqual([
      'origin-field',
    ]);
  });

  it.each([
    [
      'in the place of a custom origin',
      { custom: CUSTOM },
      'eu-west-1',
      'in the place of a custom origin',
    ],
    ['without a Region', { s3: S3 }, '', "must name the bucket's Region"],
  ])('is doubtful as a bucket with an identity %s', (_, before, region, warning) => {
    const record = originRequest(before);
    const origin = { s3: { ...S3, authMethod: 'origin-access-identity', region } };
    expect(judgeResult('origin-request', record, { ...record.request, origin })).toEqual({
      violations: [],
      warnings: [expect.stringContaining(warning)],
    });
  });

  it.each([
    ['both kinds', { custom: CUSTOM, s3: S3 }],
    ['none', {}],
    ['null', null],
  ])('may not be %s', (_, origin) => {
    expect(choose(origin)).toEqual(['origin-one']);
  });

  it('is not held against the rules where the distribution has it so', () => {
    const local = { custom: { ...CUSTOM, domainName: '127.0.0.1', port: 81 } };
    expect(choose(local, local)).toEqual([]);
    expect(choose({ custom: { ...local.custom, path: '/a' } }, local)).toEqual([]);
  });
});

describe('a response that an origin-request function makes', () => {
  const rules = (result: unknown) =>
    checkResult('origin-request', originRequest(), result).map(({ rule }) => rule);

  it('may have 1 MB with its headers', () => {
    expect(rules({ status: '200', body: 'a'.repeat(1_024 * 1_024) })).toEqual([]);
    expect(rules({ status: '200', body: 'a'.repeat(1_024 * 1_024 + 1) })).toEqual([
      'generated-size',
    ]);
  });

  it('may have a body with status 204, which is a rule of viewer-request', () => {
    expect(rules({ status: '204', body: 'a' })).toEqual([]);
  });

  it.each([
    ['status', { status: 200 }],
    ['read-only-header', { status: '200', headers: { via: entry('a') } }],
    ['disallowed-header', { status: '200', headers: { 'x-cache': entry('a') } }],
  ])('breaks %s', (rule, result) => {
    expect(rules(result)).toEqual([rule]);
  });
});

describe('the response that an origin-response function returns', () => {
  function respond(
    change: (response: Record<string, unknown> & { headers: Record<string, unknown> }) => void,
  ) {
    const { config, request, response } = aViewerResponse();
    const before: EdgeEventRecord = {
      config: { ...config, eventType: 'origin-response' },
      request,
      response,
    };
    const after = structuredClone(response);
    change(after as never);
    return judgeResult('origin-response', before, after);
  }

  it.each<[string, Parameters<typeof respond>[0]]>([
    ['as it came', () => {}],
    ['with another status', (response) => (response.status = '404')],
    ['with a body', (response) => (response.body = 'mine')],
    ['without its body', (response) => (response.body = '')],
    ['with 1 MB', (response) => (response.body = 'a'.repeat(1_024 * 1_023))],
    ['with another length', ({ headers }) => (headers['content-length'] = entry('1'))],
    ['with a warning', ({ headers }) => (headers.warning = entry('199'))],
  ])('may be %s', (_, change) => {
    expect(respond(change)).toEqual({ violations: [], warnings: [] });
  });

  it.each<[string, string, Parameters<typeof respond>[0]]>([
    ['read-only-header', 'via deleted', ({ headers }) => delete headers.via],
    ['read-only-header', 'transfer-encoding', ({ headers }) => delete headers['transfer-encoding']],
    ['status', 'status 199', (response) => (response.status = '199')],
    ['status', 'status 600', (response) => (response.status = 600)],
    ['generated-size', 'more than 1 MB', (response) => (response.body = 'a'.repeat(1_024 * 1_024))],
    [
      'body-base64',
      'no base64',
      (response) => Object.assign(response, { body: 'a', bodyEncoding: 'base64' }),
    ],
  ])('breaks %s: %s', (rule, _, change) => {
    expect(respond(change).violations.map((violation) => violation.rule)).toEqual([rule]);
  });

  it("may have a number as status, as AWS's examples do, with a warning", () => {
    expect(respond((response) => (response.status = 404))).toEqual({
      violations: [],
      warnings: [expect.stringContaining('the number 404')],
    });
  });
});
