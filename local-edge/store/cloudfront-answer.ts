/** What a CloudFront distribution in front of the bucket makes of S3's answers, as values: nothing is sent here. */
import type { IncomingHttpHeaders } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { S3Answer, S3Conditions } from './s3-answer';

/** CloudFront leaves smaller objects as they are. */
const MIN_COMPRESSED_BYTES = 1_000;

/**
 * @param required Headers that the distribution's function asks for, by their names in lower case.
 * @param answerOfS3 To a request with these conditions.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
export function cloudFrontAnswer(
  headers: IncomingHttpHeaders,
  required: Readonly<Record<string, string>>,
  answerOfS3: (asked: S3Conditions) => S3Answer,
): S3Answer {
  if (Object.entries(required).some(([name, value]) => headers[name] !== value)) {
    return { status: 403, headers: { server: 'CloudFront' }, body: Buffer.alloc(0) };
  }
  // A weak ETag is CloudFront's for what it compressed; S3 knows it as the strong one.
  const answer = answerOfS3({ 'if-none-match': headers['if-none-match']?.replace(/^W\//, '') });
  return compressed(answer, String(headers['accept-encoding'] ?? ''));
}

function compressed(answer: S3Answer, accepted: string): S3Answer {
  const { status, headers, body } = answer;
  const encoding = ['br', 'gzip'].find((name) => accepted.split(/\s*,\s*/).includes(name));
  const isLeft =
    status !== 200 ||
    body.length < MIN_COMPRESSED_BYTES ||
    headers['content-encoding'] !== undefined;
  if (isLeft || encoding === undefined) return answer;
  return {
    status,
    headers: { ...headers, etag: `W/${headers.etag}`, 'content-encoding': encoding },
    body: encoding === 'br' ? brotliCompressSync(body) : gzipSync(body),
  };
}
