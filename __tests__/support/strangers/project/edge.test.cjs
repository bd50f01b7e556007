/** For jest as it is installed: CommonJS. */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { createLocalEdge, startStore } = require('@statsig-edge/local-edge');

const SPECS = 'https://specs.example.com/statsig-config.json';
const folder = join(__dirname, 'build', 'typescript');

let store;
let edge;
beforeAll(async () => {
  const { origin, pathname } = new URL(SPECS);
  const settings = { clientKey: 'client-abc', specs: { url: SPECS, access: 'public' } };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  const file = join(__dirname, 'statsig-config.json');
  store = await startStore({ file, path: pathname, access: null });
  edge = await createLocalEdge({ folder, hostOverrides: { [origin]: store.url } });
});
afterAll(async () => {
  await edge.close();
  await store.close();
});

test('the gate is open', async () => {
  const answer = await fetch(`${edge.url}/page`);
  expect(await answer.json()).toEqual({ by: 'TypeScript', open: true, path: '/page' });
});
