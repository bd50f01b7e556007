/** Who may see the page and press its buttons: browsers of this machine that have it open, and nobody by way of them. */
import type { IncomingMessage } from 'node:http';
import { isSecure } from '../viewer-protocol';

/** Names that always mean this machine. Any other may have been pointed at it to get past a browser's rules. */
const HERE = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

export interface Refusal {
  status: 403 | 415;
  reason: string;
}

/** Null for a request that may be answered. */
export function refusalOf(request: IncomingMessage): Refusal | null {
  const { headers, method } = request;
  const { origin, 'sec-fetch-site': site } = headers;
  // HTTP/2 has another name for it.
  const host = String(headers[':authority'] ?? headers.host ?? '');
  const own = `${isSecure(request) ? 'https' : 'http'}://${host.toLowerCase()}`;
  if (!HERE.test(host)) {
    return forbidden(
      `The host ${JSON.stringify(host)} is not this machine's. Open the page at localhost or 127.0.0.1.`,
    );
  }
  // A link from another site opens the page; nothing else that another site asks for is answered.
  const isOpened = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  const isOfAnother = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (isOfAnother && !isOpened) return forbidden(`The request comes from a page that is ${site}.`);
  if (method === 'GET' || method === 'HEAD') return null;
  if (origin === undefined || origin.toLowerCase() !== own) {
    return forbidden(
      `The request needs the header Origin: ${own}, which a browser sends from the page itself; it has ${origin === undefined ? 'none' : JSON.stringify(origin)}.`,
    );
  }
  // A form of another site can send no JSON.
  return /^application\/json(;|$)/i.test(headers['content-type'] ?? '')
    ? null
    : { status: 415, reason: 'The request needs the header Content-Type: application/json.' };
}

function forbidden(reason: string): Refusal {
  return { status: 403, reason };
}
