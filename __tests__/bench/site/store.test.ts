import { GrowthBookClient } from '@growthbook/growthbook';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StatsigServerlessClient } from '@statsig/serverless-client';
import { CLIENT_KEY } from '../../../bench/site/client-key';
import { ASKED_GATE } from '../../../bench/site/specs';
import { openStore, type Store } from '../../../bench/site/store';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const GATES = 5;
const IDS = Array.from({ length: 400 }, (_, index) => `visitor-${index}`);
/** Half of 400, give or take four standard deviations. */
const isAboutHalf = (count: number) => count > 160 && count < 240;

async function read(url: string | URL): Promise<string> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return response.text();
}

describe('the store', () => {
  it('has specs with as many gates as asked for, the asked one last', async () => {
    const { feature_gates } = JSON.parse(await read(store.specsUrl(GATES, 0)));
    expect(feature_gates).toHaveLength(GATES);
    expect(feature_gates.at(-1).name).toBe(ASKED_GATE);
  });

  it('has specs that are on for half of the visitors, by the client itself', async () => {
    const client = new StatsigServerlessClient(CLIENT_KEY, { loggingEnabled: 'disabled' });
    client.dataAdapter.setData(await read(store.specsUrl(GATES, 0)));
    client.initializeSync();
    const on = IDS.filter((userID) => client.checkGate(ASKED_GATE, { userID }));
    await client.shutdown();
    expect(isAboutHalf(on.length)).toBe(true);
  });

  it('has an equal payload for GrowthBook', async () => {
    const payload = JSON.parse(await read(new URL('growthbook.json', store.specsUrl(GATES, 0))));
    const client = new GrowthBookClient().initSync({ payload });
    const on = IDS.filter((id) => client.isOn(ASKED_GATE, { attributes: { id } }));
    expect(Object.keys(payload.features)).toHaveLength(GATES);
    expect(isAboutHalf(on.length)).toBe(true);
  });

  it('has nothing else', async () => {
    expect((await fetch(new URL('other.json', store.specsUrl(GATES, 0)))).status).toBe(404);
  });
});
