import { StatsigClient } from '@statsig/js-client';

/** With the cookie, the browser keeps the id by which the edge knows this visitor. */
const OPTIONS = { enableCookies: true };

const NETWORK_MS = 3_000;

/**
 * Statsig's client, with the values that the edge evaluated for this visitor; where the edge has none, with those of
 * Statsig's own servers, and without these with the defaults that the page gives.
 *
 * @param key - client key, the same as in the settings of the edge.
 * @param user - who the page believes is signed in; the edge knows better where it answers.
 */
export async function startStatsig(key, user = {}) {
  const values = await valuesOfEdge();
  if (values === null) {
    const client = new StatsigClient(key, user, OPTIONS);
    await client.initializeAsync({ timeoutMs: NETWORK_MS });
    return client;
  }
  // Values count only for the user that they were evaluated for: with another one, every gate would be off.
  const client = new StatsigClient(key, values.user, OPTIONS);
  client.dataAdapter.setData(JSON.stringify(values));
  client.initializeSync();
  return client;
}

/**
 * Asks Statsig's servers where there is something that the edge could not evaluate for this visitor. From then on all
 * values are theirs.
 */
export async function askForTheRest(client) {
  const { values } = client.getContext();
  if (values?.not_evaluated === undefined) return;
  // With the time of these values, the SDK would be told that there are no newer ones.
  client.dataAdapter.setData(JSON.stringify({ ...values, time: 0 }));
  await client.updateUserAsync(values.user);
}

/** Null when the edge has nothing to start from (status 500, `has_updates` is false), or cannot be reached. */
async function valuesOfEdge() {
  try {
    // The edge has deadlines of its own, and answers in time.
    const values = await (await fetch('/statsig-bootstrap')).json();
    return values.has_updates === true ? values : null;
  } catch {
    return null;
  }
}
