import { describe, expect, it } from '@jest/globals';
import { eventOf } from '../../../local-edge';

const HOST = [{ key: 'Host', value: 'd111111abcdef8.cloudfront.net' }];

describe('an event for a test', () => {
  it('is a request for the root unless something else is said', () => {
    const [{ cf }] = eventOf('viewer-request').Records;
    expect(cf).toEqual({
      config: {
        distributionDomainName: 'd111111abcdef8.cloudfront.net',
        distributionId: 'EDFDVBD6EXAMPLE',
        eventType: 'viewer-request',
        requestId: expect.stringMatching(/^[\w=-]{56}$/),
      },
      request: {
        clientIp: '203.0.113.178',
        method: 'GET',
        uri: '/',
        querystring: '',
        headers: { host: HOST },
      },
    });
  });

  it('has headers as CloudFront hands them over', () => {
    const [{ cf }] = eventOf('viewer-request', {
      target: '/grüße?a=1',
      method: 'POST',
      clientIp: '2001:db8::1',
      headers: {
        'X-Twice': ['ä', 'b'],
        Cookie: ['a=1', 'b=2'],
        'X-Amz-Cf-Id': 'no function sees it',
      },
      body: { inputTruncated: false, action: 'read-only', encoding: 'base64', data: 'aGk=' },
    }).Records;
    expect(cf.request).toEqual({
      ...{ clientIp: '2001:db8::1', method: 'POST', uri: '/grüße', querystring: 'a=1' },
      headers: {
        host: HOST,
        'x-twice': [
          { key: 'X-Twice', value: 'ä' },
          { key: 'X-Twice', value: 'b' },
        ],
        cookie: [{ key: 'Cookie', value: 'a=1; b=2' }],
      },
      body: { inputTruncated: false, action: 'read-only', encoding: 'base64', data: 'aGk=' },
    });
  });

  it('has an origin at the origin’s side, and a response on its way back', () => {
    const s3 = { domainName: 'a.s3.amazonaws.com', path: '', authMethod: 'none' } as const;
    const [forward] = eventOf('origin-request', { origin: { s3 } }).Records;
    expect(forward.cf.request.origin).toEqual({ s3 });
    const [back] = eventOf('origin-response', {
      response: { status: 404, headers: { 'Cache-Control': 'no-store' } },
    }).Records;
    expect(back.cf.request.origin).toMatchObject({ custom: { domainName: 'example.org' } });
    expect(back.cf.response).toEqual({
      status: '404',
      statusDescription: '',
      headers: { 'cache-control': [{ key: 'Cache-Control', value: 'no-store' }] },
    });
    const [viewers] = eventOf('viewer-response').Records;
    expect(viewers.cf.response?.status).toBe('200');
    expect(viewers.cf.request.origin).toBeUndefined();
  });
});
