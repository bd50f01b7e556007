import { createHash } from 'node:crypto';
import { type Loopback, startLoopback } from '../handler/loopback';

/** A stand-in for Statsig's CDN, which gives what a test puts there. */
export interface StandIn {
  url: string;
  put(text: string): void;
  /** How it answered so far: `200` or `304`. */
  statuses: number[];
  close(): Promise<void>;
}

export async function startStandIn(clientKey: string): Promise<StandIn> {
  const loopback: Loopback = await startLoopback();
  const statuses: number[] = [];
  let text = '';
  loopback.answerWith(({ url, headers }, response) => {
    const etag = `"${createHash('sha256').update(text).digest('hex')}"`;
    const isKey = url === `/v1/download_config_specs/${clientKey}.json`;
    const status = isKey ? (headers['if-none-match'] === etag ? 304 : 200) : 403;
    statuses.push(status);
    response.writeHead(status, { etag }).end(status === 200 ? text : '');
  });
  return {
    url: loopback.url,
    statuses,
    put: (next) => {
      text = next;
    },
    close: loopback.close,
  };
}
