/** What a page does with the edge's answer, by Statsig's browser SDK without a browser. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { StatsigClient, type StatsigOptions } from '@statsig/js-client';
import { buildSync } from 'esbuild';
import { decideByRoute } from '../support/handler/decide-by-route';
import { CLIENT_KEY } from '../support/handler/settings-for';
import { aGate, onIdList } from '../support/handler/specs-text';

const EXAMPLE = join(__dirname, '../../examples/browser-sdk/start-statsig.js');

/** The example as CommonJS, with the SDK of these tests. */
function loadExample(): { askForTheRest: (client: StatsigClient) => Promise<void> } {
  const { outputFiles } = buildSync({
    ...{ entryPoints: [EXAMPLE], bundle: true, write: false, format: 'cjs' },
    external: ['@statsig/js-client'],
  });
  const module = { exports: {} };
  new Function('module', 'require', outputFiles[0]?.text ?? '')(module, require);
  return module.exports as ReturnType<typeof loadExample>;
}
const { askForTheRest } = loadExample();

const SPECS = {
  gates: [aGate('on', {}), aGate('listed', { conditions: [onIdList('l')] })],
  time: 1_700_000_000_000,
};

const ofTheNetwork = (name: string) => ({ name, value: true, rule_id: 'of-the-network' });
/** As Statsig's servers answer, which send nothing to somebody whose values are as new as theirs. */
function answerOfStatsig({ sinceTime = 0 }: { sinceTime?: number }): object {
  if (sinceTime >= SPECS.time) return { has_updates: false };
  const feature_gates = { on: ofTheNetwork('on'), listed: ofTheNetwork('listed') };
  return {
    ...{ has_updates: true, time: SPECS.time, hash_used: 'none', feature_gates },
    ...{ dynamic_configs: {}, layer_configs: {} },
  };
}

let asked: { sinceTime?: number }[];
beforeEach(() => {
  asked = [];
});
const clients: StatsigClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map((client) => client.shutdown())));

const OPTIONS: StatsigOptions = {
  disableLogging: true,
  disableStatsigEncoding: true,
  networkConfig: {
    networkOverrideFunc: async (_url, args) => {
      const request = JSON.parse(String(args?.body));
      asked.push(request);
      return new Response(JSON.stringify(answerOfStatsig(request)));
    },
  },
};

async function clientFromEdge(names: object): Promise<StatsigClient> {
  const { outcome } = await decideByRoute([{ action: 'bootstrap', ...names }], SPECS);
  const body = (outcome as { body: string }).body;
  const client = new StatsigClient(CLIENT_KEY, JSON.parse(body).user, OPTIONS);
  clients.push(client);
  client.dataAdapter.setData(body);
  client.initializeSync();
  return client;
}

const seenBy = (client: StatsigClient) =>
  ['on', 'listed'].map((name) => {
    const { value, details } = client.getFeatureGate(name);
    return [name, value, details.reason];
  });

it('the SDK starts from an answer that says what it leaves out as from any', async () => {
  const client = await clientFromEdge({});
  expect(client.getContext().values).toHaveProperty('not_evaluated');
  expect(seenBy(client)).toEqual([
    ['on', true, 'Bootstrap:Recognized'],
    ['listed', false, 'Bootstrap:Unrecognized'],
  ]);
  expect(asked).toEqual([]);
});

it('a page can ask Statsig for it', async () => {
  const client = await clientFromEdge({});
  await askForTheRest(client);
  expect(seenBy(client)).toEqual([
    ['on', true, 'Network:Recognized'],
    ['listed', true, 'Network:Recognized'],
  ]);
});

it('which the SDK alone would not find out: it says how new its values are', async () => {
  const client = await clientFromEdge({});
  await client.updateUserAsync(client.getContext().user);
  expect(asked).toMatchObject([{ sinceTime: SPECS.time }]);
  expect(client.getFeatureGate('listed').value).toBe(false);
});

it('a page that needs nothing of it asks nobody', async () => {
  const client = await clientFromEdge({ gates: ['on'] });
  await askForTheRest(client);
  expect(asked).toEqual([]);
  expect(seenBy(client)[0]).toEqual(['on', true, 'Bootstrap:Recognized']);
});
