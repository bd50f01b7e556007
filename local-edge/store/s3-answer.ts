/** What S3 answers, as values: nothing is sent here. */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
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
  PreconditionFailed: {
    status: 412,
    message: 'At least one of the pre-conditions you specified did not hold',
  },
  InvalidRange: { status: 416, message: 'The requested range is not satisfiable' },
  InternalError: {
    status: 500,
    message: 'We encountered an internal error. Please try again.',
  },
  SlowDown: { status: 503, message: 'Please reduce your request rate.' },
} as const;

/** What S3 keeps beside the bytes of an object. */
export interface Stored {
  /** Its `Content-Type`. */
  type: string;
  encoding?: string | undefined;
  modified?: Date;
}

/** What a request asks for beside the object itself. */
export type S3Conditions = Pick<IncomingHttpHeaders, 'if-none-match' | 'if-match' | 'range'>;

/**
 * The object or a part of it; 304 without a body when it is still what If-None-Match names, and 412 when it is not what
 * If-Match names.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function s3Object(
  object: Buffer,
  asked: S3Conditions,
  { type, encoding, modified }: Stored,
): S3Answer {
  const etag = `"${createHash('md5').update(object).digest('hex')}"`;
  const always = {
    etag,
    'x-amz-request-id': requestId(),
    server: 'AmazonS3',
    ...(modified && { 'last-modified': modified.toUTCString() }),
  };
  if (asked['if-none-match'] === etag) {
    return { status: 304, headers: always, body: Buffer.alloc(0) };
  }
  if (asked['if-match'] !== undefined && asked['if-match'] !== etag) {
    return s3Error('PreconditionFailed');
  }
  const headers = {
    ...always,
    'accept-ranges': 'bytes',
    'content-type': type,
    ...(encoding && { 'content-encoding': encoding }),
  };
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(asked.range ?? '') ?? [];
  if (first === undefined) return { status: 200, headers, body: object };
  const from = Number(first);
  const to = last ? Math.min(Number(last), object.length - 1) : object.length - 1;
  if (from >= object.length || to < from) return s3Error('InvalidRange');
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to}/${object.length}` },
    body: object.subarray(from, to + 1),
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
