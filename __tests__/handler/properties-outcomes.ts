/** What a user's own function may return or throw: near to what CloudFront takes, and as far from it as one can be. */
import fc from 'fast-check';

const anything = fc.anything({ withBigInt: true, withNullPrototype: true, maxDepth: 2 });

/** Mostly one of these; now and then anything. */
const nearly = <T>(...values: T[]) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...values), weight: 9 },
    { arbitrary: anything, weight: 1 },
  );

const value = nearly('', 'a', 'a\r\nb', '\u0000', 'ä漢', 'x'.repeat(9_000), 'x'.repeat(20_479));
const entry = fc.oneof(
  fc.record({ value }),
  fc.record({ key: nearly('Set-Cookie', 'X-A', ''), value }),
  anything,
);
const headers = fc.dictionary(
  fc.constantFrom(
    ...['set-cookie', 'x-a', 'host', 'X-A', 'via', 'cookie', '__proto__', 'location', 'a b', ''],
    ...[
      'x-cache',
      'x-edge-a',
      'content-length',
      'cloudfront-viewer-country',
      'x-statsig-stable-id',
    ],
  ),
  fc.oneof(fc.array(entry, { maxLength: 3 }), value),
  { maxKeys: 3 },
);

/** Fields of a response, or of a request to be changed. */
export const hostileFields = fc.record(
  {
    status: nearly<unknown>('200', '204', '304', '100', '600', 'OK', 200, null),
    statusDescription: nearly('OK', 'a\nb', undefined),
    headers: fc.oneof(headers, anything),
    body: nearly('', 'a', 'ä'.repeat(20_480), 'x'.repeat(40_700), undefined),
    bodyEncoding: nearly('text', 'base64', 'gzip', undefined),
    uri: nearly('/', '/a', '/a?b', '/a b', '/#', '', 'a', `/${'x'.repeat(8_192)}`),
    querystring: nearly('', 'a=1', '?a', 'a b', '#'),
    method: nearly('GET', 'POST'),
    clientIp: nearly('203.0.113.178', ''),
  },
  { requiredKeys: [] },
);

export const hostileOutcome = fc.oneof(anything, hostileFields);
