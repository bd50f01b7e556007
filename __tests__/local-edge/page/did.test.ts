import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EdgeEventRecord } from '../../../local-edge/cloudfront';
import { whatItDid } from '../../../local-edge/page/did';

const config = (eventType: EdgeEventRecord['config']['eventType']) => ({
  eventType,
  distributionDomainName: 'd.example',
  distributionId: 'E',
  requestId: 'r',
});
const request: EdgeEventRecord['request'] = {
  clientIp: '192.0.2.1',
  method: 'GET',
  uri: '/a',
  querystring: '',
  headers: {
    host: [{ key: 'Host', value: 'example.org' }],
    cookie: [{ key: 'Cookie', value: 'a=1' }],
  },
};
const response = { status: '200', headers: { etag: [{ key: 'ETag', value: '"1"' }] } };
const onRequest: EdgeEventRecord = { config: config('viewer-request'), request };
const onResponse: EdgeEventRecord = { config: config('viewer-response'), request, response };

describe('what a function did', () => {
  it('is nothing, where it returns what it was given', () => {
    expect(whatItDid(onRequest, request)).toEqual(['It passed the request on unchanged.']);
    expect(whatItDid(onResponse, response)).toEqual(['It passed the response on unchanged.']);
  });

  it('names each change of a request', () => {
    const { cookie: _, ...headers } = request.headers;
    const changed = {
      ...request,
      uri: '/b',
      querystring: 'c=1',
      headers: { ...headers, host: [{ value: 'other' }], 'x-new': [{ key: 'X-New', value: '1' }] },
    };
    expect(whatItDid(onRequest, changed)).toEqual([
      'It changed the path from "/a" to "/b".',
      'It changed the query string from "" to "c=1".',
      'It changed the request header Host: other',
      'It removed the request header Cookie.',
      'It added the request header X-New: 1',
    ]);
  });

  it('names each change of a response', () => {
    const changed = {
      status: '201',
      headers: { 'set-cookie': [{ value: 'a=1' }, { value: 'b' }] },
    };
    expect(whatItDid(onResponse, changed)).toEqual([
      'It changed the status from "200" to "201".',
      'It removed the response header ETag.',
      'It added the response header set-cookie: a=1 | b',
    ]);
  });

  it('is an answer, with the place that it leads to', () => {
    expect(whatItDid(onRequest, { status: '200', body: 'hello' })).toEqual([
      'It answered with 200 and a body of 5 characters.',
    ]);
    const location = [{ key: 'Location', value: '/new' }];
    const cookie = [{ key: 'Set-Cookie', value: 'id=1' }];
    const redirect = { status: '302', headers: { location, 'set-cookie': cookie } };
    expect(whatItDid(onRequest, redirect)).toEqual([
      'It answered with 302, to /new.',
      'It added the response header Set-Cookie: id=1',
    ]);
  });

  it('can be told of whatever a function returns', () => {
    const names = fc.constantFrom('__proto__', 'constructor', 'x-a', 'cookie');
    const headers = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(names, fc.oneof(fc.jsonValue(), fc.array(fc.record({ value: fc.string() })))),
    );
    const results = fc.oneof(
      fc.jsonValue(),
      fc.record(
        { headers, status: fc.jsonValue(), uri: fc.jsonValue(), body: fc.jsonValue() },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(results, fc.constantFrom(onRequest, onResponse), (result, event) => {
        expect(whatItDid(event, JSON.parse(JSON.stringify(result))).length).toBeGreaterThan(0);
      }),
    );
  });
});
