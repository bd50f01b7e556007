/**
 * The body of a viewer's request, as a function sees and replaces it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html#lambda-include-body-access
 */
import type { IncomingMessage } from 'node:http';
import type { EdgeRequest, RequestBody } from './cloudfront';
import { BODY_LIMITS } from './rules/request-body';

/** Methods whose body is exposed. */
const WRITING_METHODS = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export function mayHaveBody(method: string): boolean {
  return WRITING_METHODS.has(method);
}

/** In base64 whatever it is, and no longer than the event's limit. */
export function exposedBody(bytes: Buffer, event: keyof typeof BODY_LIMITS): RequestBody {
  const { exposed } = BODY_LIMITS[event];
  return {
    inputTruncated: bytes.length > exposed,
    action: 'read-only',
    encoding: 'base64',
    data: bytes.subarray(0, exposed).toString('base64'),
  };
}

/** What goes on: the function's if it says so, else all of the viewer's. */
export function bodyAfter({ body }: EdgeRequest, bytes: Buffer): Buffer {
  if (body?.action !== 'replace') return bytes;
  return Buffer.from(body.data ?? '', body.encoding === 'text' ? 'utf8' : 'base64');
}

export async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
