/** One batch of exposures to Statsig, by the address that its clients use, without their fall-backs and retries. */
import { version } from '@statsig/js-on-device-eval-client/package.json';
import type { SendExposures } from './outbox';

const URL_OF_EVENTS = 'https://prodregistryv2.org/v1/rgstr';
/** As which Statsig knows the client that evaluated. */
const SDK = { sdkType: 'js-on-device-eval-client', sdkVersion: version };

/** @returns a function that throws when Statsig does not take the batch. */
export function senderOf(clientKey: string): SendExposures {
  return async (events, signal) => {
    const query = new URLSearchParams({
      k: clientKey,
      st: SDK.sdkType,
      sv: SDK.sdkVersion,
      t: String(Date.now()),
      ec: String(events.length),
    });
    const response = await fetch(`${URL_OF_EVENTS}?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'statsig-event-count': String(events.length) },
      body: JSON.stringify({ events, statsigMetadata: SDK }),
      signal,
    });
    // The connection is free for the next batch only when its answer was read.
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`Statsig answered ${response.status}`);
  };
}
