/** What the page sends, read and checked. */
import type { IncomingMessage } from 'node:http';
import type { TypedVisitor } from './api';
import { PageError } from './page-error';

/** Specs of the largest size that the handler takes, as a text in JSON. */
const MAX_BYTES = 10 * 1_048_576;

export type Body = Readonly<Record<string, unknown>>;

/** @throws {PageError} */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new PageError(`The request has more than ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return objectOf(Buffer.concat(chunks).toString(), 'The request');
}

function objectOf(json: string, what: string): Body {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new PageError(`${what} is not JSON.`);
  }
  return asObject(value, what);
}

function asObject(value: unknown, what: string): Body {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body;
  throw new PageError(`${what} is not a JSON object.`);
}

/** @throws {PageError} */
export function textIn(body: Body, field: string): string {
  const value = Object.hasOwn(body, field) ? body[field] : undefined;
  if (typeof value === 'string') return value;
  throw new PageError(`The request needs ${field}, a text.`);
}

/** @throws {PageError} */
export function numberIn(body: Body, field: string, max: number): number {
  const value = Object.hasOwn(body, field) ? body[field] : undefined;
  if (typeof value === 'number' && value >= 0 && value <= max) return value;
  throw new PageError(`The request needs ${field}, a number from 0 to ${max}.`);
}

const MAX_FIELD = 10_000;

/** @throws {PageError} */
export function visitorIn(body: Body): TypedVisitor {
  const visitor = asObject(body.visitor, 'The visitor');
  const field = (name: keyof TypedVisitor): string => {
    const text = Object.hasOwn(visitor, name) ? textIn(visitor, name).trim() : '';
    if (text.length <= MAX_FIELD) return text;
    throw new PageError(`The visitor’s ${name} is longer than ${MAX_FIELD} characters.`);
  };
  return {
    userID: field('userID'),
    stableID: field('stableID'),
    country: field('country'),
    ip: field('ip'),
    userAgent: field('userAgent'),
    cookie: field('cookie'),
    email: field('email'),
    more: field('more'),
  };
}
