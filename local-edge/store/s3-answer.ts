/** What S3 answers, as values: nothing is sent here. */
import { createHash, randomBytes } from 'node:crypto';
import type { S3Error } from './sigv4';

export interface S3Answer {
  status: number;
  /** Names in lower case; without content-length, which follows from the body. */
  headers: Record<string, string>;
  body: Buffer;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const ERRORS = {
  AccessDenied: { status: 403, message: 'Access Denied' },
  NoSuchKey: { status: 404, message: 'The specified key does not exist.' },
  MethodNotAllowed: {
    status: 405,
    message: 'The specified method is not allowed against this resource.',
  },
  InternalError: {
    status: 500,
    message: 'We encountered an internal error. Please try again.',
  },
  SlowDown: { status: 503, message: 'Please reduce your request rate.' },
} as const;

/** The object; or 304 without a body when `etagAsked` (the request's If-None-Match) is still its ETag. */
export function s3Object(
  object: Buffer,
  etagAsked: string | undefined,
  contentEncoding: string | undefined,
): S3Answer {
  const etag = `"${createHash('md5').update(object).digest('hex')}"`;
  const headers = { etag, 'x-amz-request-id': requestId(), server: 'AmazonS3' };
  if (etagAsked === etag) return { status: 304, headers, body: Buffer.alloc(0) };
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': 'application/json',
      ...(contentEncoding && { 'content-encoding': contentEncoding }),
    },
    body: object,
  };
}

export function s3Error(code: keyof typeof ERRORS): S3Answer {
  const { status, message } = ERRORS[code];
  return errorAnswer(status, { code, message });
}

/** The answer to a request whose signature S3 does not accept. */
export function s3Forbidden(rejection: S3Error): S3Answer {
  return errorAnswer(403, rejection);
}

function errorAnswer(status: number, rejection: S3Error): S3Answer {
  const id = requestId();
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': id, server: 'AmazonS3' },
    body: Buffer.from(errorXml(rejection, id)),
  };
}

function errorXml({ code, message }: S3Error, id: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message><RequestId>${id}</RequestId></Error>`
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function requestId(): string {
  return randomBytes(8).toString('hex').toUpperCase();
}
