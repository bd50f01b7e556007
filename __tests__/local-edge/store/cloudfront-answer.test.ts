import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { cloudFrontAnswer } from '../../../local-edge/store/cloudfront-answer';
import {
  type S3Answer,
  type S3Conditions,
  s3Error,
  s3Object,
} from '../../../local-edge/store/s3-answer';

const LARGE = Buffer.from(JSON.stringify({ gates: 'x'.repeat(2_000) }));
const SMALL = Buffer.from('{}');

const s3 =
  (object: Buffer, encoding?: string) =>
  (asked: S3Conditions): S3Answer =>
    s3Object(object, asked, { type: 'application/json', encoding });

describe('the distribution in front of the bucket', () => {
  it.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ] as const)('compresses for accept-encoding: %s', (accepted, encoding, read) => {
    const answer = cloudFrontAnswer({ 'accept-encoding': accepted }, {}, s3(LARGE));
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.etag).toMatch(/^W\/"/);
    expect(read(answer.body)).toEqual(LARGE);
  });

  it('knows what it compressed by its weak ETag', () => {
    const { headers } = cloudFrontAnswer({ 'accept-encoding': 'br' }, {}, s3(LARGE));
    const asked = { 'accept-encoding': 'br', 'if-none-match': headers.etag };
    expect(cloudFrontAnswer(asked, {}, s3(LARGE)).status).toBe(304);
    expect(cloudFrontAnswer(asked, {}, s3(SMALL)).status).toBe(200);
  });

  it.each<[string, string, (asked: S3Conditions) => S3Answer]>([
    ['is small', 'br, gzip', s3(SMALL)],
    ['is compressed already', 'br, gzip', s3(LARGE, 'gzip')],
    ['is no object', 'br, gzip', () => s3Error('NoSuchKey')],
    ['nobody wants compressed', 'identity', s3(LARGE)],
  ])('leaves as it is what %s', (_, accepted, answerOfS3) => {
    const { status, headers, body } = cloudFrontAnswer(
      { 'accept-encoding': accepted },
      {},
      answerOfS3,
    );
    const { headers: plain, ...whole } = answerOfS3({});
    expect({ status, encoding: headers['content-encoding'], etag: headers.etag }).toEqual({
      status: whole.status,
      encoding: plain['content-encoding'],
      etag: plain.etag,
    });
    expect(body.length).toBe(whole.body.length);
  });

  it('answers nobody without the secret, where one is asked for', () => {
    const ask = (headers: Record<string, string>) =>
      cloudFrontAnswer(headers, { 'x-secret': 'as-nobody-guesses-1' }, s3(SMALL));
    expect(ask({})).toMatchObject({ status: 403, headers: { server: 'CloudFront' } });
    expect(ask({ 'x-secret': 'another-one-of-them' }).status).toBe(403);
    expect(ask({ 'x-secret': 'as-nobody-guesses-1' }).status).toBe(200);
  });
});
