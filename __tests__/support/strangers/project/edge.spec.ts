/** For vitest. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalEdge, type LocalEdge, type Store, startStore } from '@statsig-edge/local-edge';
import { afterAll, beforeAll, expect, test } from 'vitest';

const SPECS = 'https://specs.example.com/statsig-config.json';
const folder = join('build', 'javascript');

let store: Store;
let edge: LocalEdge;
beforeAll(async () => {
  const { origin, pathname } = new URL(SPECS);
  const settings = { clientKey: 'client-abc', specs: { url: SPECS, access: 'public' } };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  store = await startStore({ file: 'statsig-config.json', path: pathname, access: null });
  edge = await createLocalEdge({ folder, hostOverrides: { [origin]: store.url } });
});
afterAll(async () => {
  await edge.close();
  await store.close();
});

test('the gate is open', async () => {
  const answer = await fetch(`${edge.url}/page`);
  expect(await answer.json()).toEqual({ by: 'JavaScript', open: true, path: '/page' });
});
