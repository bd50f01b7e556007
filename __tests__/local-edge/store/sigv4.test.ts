import { describe, expect, it } from '@jest/globals';
import { type SignedRequest, signatureError } from '../../../local-edge/store/sigv4';

/**
 * "Example: GET Object" and "Example: Get Bucket (List Objects)" of
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const THEN = Date.UTC(2013, 4, 24);

const getObject: SignedRequest = {
  method: 'GET',
  target: '/test.txt',
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
      'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,' +
      'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
};
const listObjects: SignedRequest = {
  method: 'GET',
  target: '/?max-keys=2&prefix=J',
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
      'SignedHeaders=host;x-amz-content-sha256;x-amz-date, ' +
      'Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
};

function codeOf(
  request: SignedRequest,
  { credentials = CREDENTIALS, region = 'us-east-1', now = THEN } = {},
) {
  return signatureError(request, credentials, region, now)?.code ?? null;
}

function withHeaders(headers: SignedRequest['headers']): SignedRequest {
  return { ...getObject, headers: { ...getObject.headers, ...headers } };
}

describe('the signature of a request to S3', () => {
  it.each([
    ['GET Object', getObject],
    ['List Objects', listObjects],
  ])("is good in AWS's example %s", (_, request) => {
    expect(codeOf(request)).toBeNull();
  });

  it.each<[string, string, SignedRequest]>([
    ['AccessDenied', 'none at all', withHeaders({ authorization: undefined })],
    [
      'AuthorizationHeaderMalformed',
      'another scheme',
      withHeaders({ authorization: 'Basic YTpi' }),
    ],
    ['SignatureDoesNotMatch', 'another object', { ...getObject, target: '/other.txt' }],
    ['SignatureDoesNotMatch', 'another host', withHeaders({ host: 'other.s3.amazonaws.com' })],
    [
      'SignatureDoesNotMatch',
      'another payload',
      withHeaders({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
    ],
    ['InvalidRequest', 'no payload hash', withHeaders({ 'x-amz-content-sha256': undefined })],
    ['AccessDenied', 'an x-amz header that is not signed', withHeaders({ 'x-amz-acl': 'private' })],
    ['RequestTimeTooSkewed', 'no date', withHeaders({ 'x-amz-date': undefined })],
    [
      'RequestTimeTooSkewed',
      'a date of another day than the scope',
      withHeaders({ 'x-amz-date': '20130523T235900Z' }),
    ],
    ['InvalidToken', 'a token nobody issued', withHeaders({ 'x-amz-security-token': 'mine' })],
  ])('is refused with %s: %s', (code, _, request) => {
    expect(codeOf(request)).toBe(code);
  });

  it('is refused with another key, Region or clock', () => {
    const other = { ...CREDENTIALS, accessKeyId: 'AKIAOTHER' };
    expect(codeOf(getObject, { credentials: other })).toBe('InvalidAccessKeyId');
    const wrong = { ...CREDENTIALS, secretAccessKey: 'wrong' };
    expect(codeOf(getObject, { credentials: wrong })).toBe('SignatureDoesNotMatch');
    expect(codeOf(getObject, { region: 'eu-west-1' })).toBe('AuthorizationHeaderMalformed');
    expect(codeOf(getObject, { now: THEN + 15 * 60_000 })).toBeNull();
    expect(codeOf(getObject, { now: THEN + 15 * 60_000 + 1 })).toBe('RequestTimeTooSkewed');
  });

  it('needs the token of temporary credentials', () => {
    const temporary = { ...CREDENTIALS, sessionToken: 'a-token' };
    expect(codeOf(getObject, { credentials: temporary })).toBe('InvalidToken');
  });
});
