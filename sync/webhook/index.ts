/** Answers Statsig's webhook, which comes when something was changed in the console. */
import { type Log, messageOf } from '../../handler/src/log';
import { messageIn } from './body';
import { Replays } from './replays';
import { problemOfRequest } from './signature';

/**
 * An event of an HTTP API or of a function URL; header names are in small letters.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export interface HttpEvent {
  requestContext: { http: { method: string } };
  headers: Record<string, string | undefined>;
  body?: string;
  isBase64Encoded?: boolean;
}

export interface HttpAnswer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

export interface WebhookOptions {
  secret: () => Promise<string>;
  /** Brings the specs; says whether they were others. Never rejects. */
  run: () => Promise<'written' | 'unchanged' | 'failed'>;
  countRefused: () => void;
  log: Log;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
}

/** Statsig's CDN may be some seconds behind its webhook. */
const TRIES = 4;
const PAUSE_MS = 2_000;

export function webhook(options: WebhookOptions): (event: HttpEvent) => Promise<HttpAnswer> {
  const { secret, run, countRefused, log, now, sleep } = options;
  const replays = new Replays();
  let lookedFrom = Number.NEGATIVE_INFINITY;

  const refuse = (status: number, reason: string): HttpAnswer => {
    countRefused();
    log('warn', 'A webhook was refused', { reason });
    return answer(status, { refused: reason });
  };

  const look = async (): Promise<HttpAnswer> => {
    const from = now();
    for (let tries = 1; ; tries += 1) {
      const outcome = await run();
      if (outcome === 'unchanged' && tries < TRIES) {
        await sleep(PAUSE_MS);
        continue;
      }
      if (outcome === 'failed') return answer(500, { outcome });
      lookedFrom = from;
      return answer(200, { outcome });
    }
  };

  return async (event) => {
    const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    const message = messageIn(body);
    if (message.kind === 'verification') return answer(200, { verification_code: message.code });
    const timestamp = event.headers['x-statsig-request-timestamp'];
    const signature = event.headers['x-statsig-signature'];
    if (signature === undefined) return refuse(401, 'it is not signed');
    let known: string;
    try {
      known = await secret();
    } catch (error) {
      log('error', "The webhook's secret cannot be read", { reason: messageOf(error) });
      return answer(500, { refused: 'its signature cannot be checked' });
    }
    const problem = problemOfRequest({ timestamp, signature, body }, known, now());
    if (problem !== null) return refuse(401, problem);
    if (message.kind === 'other') return answer(200, { outcome: 'nothing was changed' });
    if (!replays.isNew(signature, now())) return refuse(409, 'it came before');
    // Of many changes at once one look sees all that were told before it began.
    if (Number(timestamp) < lookedFrom) return answer(200, { outcome: 'seen' });
    const answered = await look();
    if (answered.statusCode !== 200) replays.forget(signature);
    return answered;
  };
}

function answer(statusCode: number, body: object): HttpAnswer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
