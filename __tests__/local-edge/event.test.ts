import { describe, expect, it } from '@jest/globals';
import {
  newRequestId,
  requestEvent,
  responseEvent,
  spoofableHeaders,
  viewerRequest,
} from '../../local-edge/event';

function incoming(rawHeaders: string[] = [], url = '/', remoteAddress = '203.0.113.178') {
  return { method: 'GET', url, rawHeaders, socket: { remoteAddress } };
}

describe('the event of a viewer-request', () => {
  it("has the shape of AWS's own example", () => {
    const request = viewerRequest(
      incoming([
        'Host',
        'd111111abcdef8.cloudfront.net',
        'User-Agent',
        'curl/7.66.0',
        'accept',
        '*/*',
      ]),
    );
    expect(requestEvent('viewer-request', request, 'an-id')).toEqual({
      Records: [
        {
          cf: {
            config: {
              distributionDomainName: 'd111111abcdef8.cloudfront.net',
              distributionId: 'EDFDVBD6EXAMPLE',
              eventType: 'viewer-request',
              requestId: 'an-id',
            },
            request: {
              clientIp: '203.0.113.178',
              headers: {
                host: [{ key: 'Host', value: 'd111111abcdef8.cloudfront.net' }],
                'user-agent': [{ key: 'User-Agent', value: 'curl/7.66.0' }],
                accept: [{ key: 'accept', value: '*/*' }],
              },
              method: 'GET',
              querystring: '',
              uri: '/',
            },
          },
        },
      ],
    });
  });

  it('has one entry for each occurrence, with the letters it came in', () => {
    const { headers } = viewerRequest(incoming(['X-A', '1', 'x-a', '2']));
    expect(headers).toEqual({
      'x-a': [
        { key: 'X-A', value: '1' },
        { key: 'x-a', value: '2' },
      ],
    });
  });

  it('has one entry for all Cookie headers', () => {
    const { headers } = viewerRequest(incoming(['Cookie', 'a=1; b=2', 'COOKIE', 'c=3']));
    expect(headers).toEqual({ cookie: [{ key: 'Cookie', value: 'a=1; b=2; c=3' }] });
  });

  it('hides what functions never see', () => {
    const hidden = ['Connection', 'X-Forwarded-Proto', 'X-Edge-Anything', 'x-amz-cf-id', 'Expect'];
    const { headers } = viewerRequest(incoming(hidden.flatMap((name) => [name, '1'])));
    expect(headers).toEqual({});
  });

  it.each([
    ['/a/b.html?c=1&d=%20', '/a/b.html', 'c=1&d=%20'],
    ['/a?', '/a', ''],
    ['/?a=1?b=2', '/', 'a=1?b=2'],
    ['http://localhost:8080/a?b', '/a', 'b'],
    ['http://localhost:8080', '/', ''],
  ])('splits %s', (target, uri, querystring) => {
    expect(viewerRequest(incoming([], target))).toMatchObject({ uri, querystring });
  });

  it.each([
    ['::ffff:203.0.113.178', '203.0.113.178'],
    ['2001:db8::1', '2001:db8::1'],
    ['203.0.113.178', '203.0.113.178'],
  ])('takes %s for the client %s', (address, clientIp) => {
    expect(viewerRequest(incoming([], '/', address)).clientIp).toBe(clientIp);
  });

  it('reads header values as UTF-8', () => {
    const bytes = Buffer.from('Zürich', 'utf8').toString('latin1');
    expect(viewerRequest(incoming(['x-city', bytes])).headers['x-city']?.[0]?.value).toBe('Zürich');
  });

  it('turns header values in ISO-8859-1 into UTF-8', () => {
    expect(viewerRequest(incoming(['x-city', 'Zürich'])).headers['x-city']?.[0]?.value).toBe(
      'Zürich',
    );
  });

  it('lives through a header called __proto__', () => {
    const { headers } = viewerRequest(incoming(['__proto__', 'a', '__PROTO__', 'b']));
    expect(Object.getOwnPropertyDescriptor(headers, '__proto__')?.value).toEqual([
      { key: '__proto__', value: 'a' },
      { key: '__PROTO__', value: 'b' },
    ]);
  });

  it("names the headers that are CloudFront's to add", () => {
    const { headers } = viewerRequest(
      incoming(['CloudFront-Viewer-Country', 'DE', 'accept', '*/*']),
    );
    expect(spoofableHeaders(headers)).toEqual(['cloudfront-viewer-country']);
  });
});

describe('the event of a viewer-response', () => {
  it('has the request and the response', () => {
    const request = viewerRequest(incoming());
    const response = { status: '200', headers: {} };
    const { cf } = responseEvent('viewer-response', request, response, 'an-id').Records[0];
    expect(cf.config.eventType).toBe('viewer-response');
    expect(cf.request).toBe(request);
    expect(cf.response).toBe(response);
  });
});

describe('a request id', () => {
  it("has CloudFront's form, and comes once", () => {
    expect(newRequestId()).toMatch(/^[A-Za-z0-9_-]{54}==$/);
    expect(newRequestId()).not.toBe(newRequestId());
  });
});
