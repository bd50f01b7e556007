/** One batch of exposures to Statsig, as its client for the edge sends it, without its fall-backs and retries. */
import type { IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { version } from '@statsig/js-on-device-eval-client/package.json';
import { clientFor } from '../builtin';
import { type SendExposures, UnansweredError } from './outbox';

const URL_OF_EVENTS = 'https://prodregistryv2.org/v1/rgstr';
/** As which Statsig knows the client that evaluated. */
const SDK = { sdkType: 'js-on-device-eval-client', sdkVersion: version };

/** As long as a session lasts in Statsig's clients, in milliseconds. */
const SESSION_MS = 14_400_000;

/** @param url of Statsig's, or of a server in its place. */
export function senderOf(clientKey: string, url = URL_OF_EVENTS): SendExposures {
  const session = { id: '', since: Number.NEGATIVE_INFINITY };
  return async (events, tries, signal) => {
    const now = Date.now();
    if (now - session.since > SESSION_MS) {
      session.id = crypto.randomUUID();
      session.since = now;
    }
    const count = String(events.length);
    const query = new URLSearchParams({
      k: clientKey,
      st: SDK.sdkType,
      sv: SDK.sdkVersion,
      t: String(now),
      sid: session.id,
      ec: count,
    });
    const headers = {
      'content-type': 'application/json',
      'statsig-event-count': count,
      'statsig-retry-count': String(tries),
      'statsig-sdk-type': SDK.sdkType,
      'statsig-sdk-version': SDK.sdkVersion,
      // One kept alive may have died while Lambda had the environment frozen, and takes with it what is sent by it. Each
      // connection resumes the TLS session of the one before.
      connection: 'close',
    };
    const metadata = JSON.stringify({ ...SDK, sessionID: session.id });
    const body = `{"events":[${events.join()}],"statsigMetadata":${metadata}}`;
    return post(new URL(`${url}?${query}`), body, { method: 'POST', headers, signal });
  };
}

/** Not `fetch`, which costs twice as much to load as all the rest; and these modules loaded the specs already. */
function post(url: URL, body: string, options: RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    let isSent = false;
    const answer = (response: IncomingMessage) => {
      // What else it says is not waited for: it may never end.
      response.destroy();
      resolve(response.statusCode ?? 0);
    };
    clientFor(url.protocol)
      .request(url, options, answer)
      .on('error', (error) => reject(isSent ? new UnansweredError(error.message) : error))
      .end(body, () => {
        isSent = true;
      });
  });
}
