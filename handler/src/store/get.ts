/** One GET. */
import type { IncomingMessage } from 'node:http';
import { clientFor } from '../builtin';

export interface GetOptions {
  headers: Record<string, string>;
  signal: AbortSignal;
  /** Called when the request has left for the store, whose answer takes its time. */
  onSent: () => void;
  /** Called when a step of the connection is made, and when the head is there. */
  onProgress: () => void;
}

/** Not `fetch`: loading it takes twice the CPU time of all the rest of a cold start's request. */
export function get(
  url: URL,
  { onSent, onProgress, ...options }: GetOptions,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = clientFor(url.protocol).get(url, options, (response) => {
      onProgress();
      resolve(response);
    });
    request.on('error', reject);
    request.on('finish', onSent);
    request.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', onProgress).once('secureConnect', onProgress);
    });
  });
}
