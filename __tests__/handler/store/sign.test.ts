import { describe, expect, it } from '@jest/globals';
import { signGet } from '../../../handler/src/store/sign';
import { signatureError } from '../../../local-edge/store/sigv4';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
const AWS_EXAMPLE = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const THEN = new Date(Date.UTC(2013, 4, 24));
const ROLE = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'secret/of+the=role',
  sessionToken: 'IQoJb3JpZ2luX2VjE/+==',
};

/** What the store, which has an implementation of its own, says to a signed GET; null when it is good. */
async function verdictOn(url: string, credentials: typeof ROLE, signedRegion = 'eu-west-1') {
  const address = new URL(url);
  const headers = await signGet(address, signedRegion, credentials, THEN);
  const request = {
    method: 'GET',
    target: address.pathname + address.search,
    headers: { host: address.host, ...headers },
  };
  return signatureError(request, ROLE, 'eu-west-1', THEN.getTime())?.code ?? null;
}

describe('a signed GET', () => {
  it("has the signature of AWS's example Get Bucket (List Objects)", async () => {
    const url = new URL('https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J');
    expect(await signGet(url, 'us-east-1', AWS_EXAMPLE, THEN)).toEqual({
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-amz-date': '20130524T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
        'SignedHeaders=host;x-amz-content-sha256;x-amz-date, ' +
        'Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    });
  });

  it.each([
    'https://bucket.s3.eu-west-1.amazonaws.com/statsig-config.json',
    'https://s3.eu-west-1.amazonaws.com/my.bucket/a/b/statsig-config.json',
    'https://bucket.s3.eu-west-1.amazonaws.com/with%20space/%C3%A4(1)!.json',
    'https://bucket.s3.eu-west-1.amazonaws.com/a.json?versionId=x%2Fy%3D',
    'http://127.0.0.1:9000/bucket/statsig-config.json',
  ])('of %s is taken, its session token signed along', async (url) => {
    expect(await verdictOn(url, ROLE)).toBeNull();
  });

  it('with the wrong secret, token or Region is refused', async () => {
    const url = 'https://bucket.s3.eu-west-1.amazonaws.com/statsig-config.json';
    expect(await verdictOn(url, { ...ROLE, secretAccessKey: 'another' })).toBe(
      'SignatureDoesNotMatch',
    );
    expect(await verdictOn(url, { ...ROLE, sessionToken: 'another' })).toBe('InvalidToken');
    expect(await verdictOn(url, ROLE, 'us-east-1')).toBe('AuthorizationHeaderMalformed');
  });
});
