import type { Answer, RecordedRequest } from './recording-proxy';

const NONE =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchBucketPolicy</Code>' +
  '<Message>The bucket policy does not exist</Message></Error>';

/**
 * Keeps buckets' policies in moto's place. moto takes no notice of a statement's condition, so that the one which
 * denies plain HTTP would deny everything, Terraform's own reading included.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export const keepBucketPolicies = (): ((request: RecordedRequest) => Answer | undefined) => {
  const policies = new Map<string, string>();
  return ({ method, url, body }) => {
    const bucket = /^\/([^/?]+)\/?\?policy=?$/.exec(url)?.[1];
    if (bucket === undefined) return undefined;
    const policy = policies.get(bucket);
    switch (method) {
      case 'PUT':
        policies.set(bucket, body);
        return { status: 204, body: '' };
      case 'DELETE':
        policies.delete(bucket);
        return { status: 204, body: '' };
      default:
        return policy === undefined ? { status: 404, body: NONE } : { status: 200, body: policy };
    }
  };
};
