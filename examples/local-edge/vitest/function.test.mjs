import { fileURLToPath } from 'node:url';
import { createLocalEdge, eventOf, matchers } from '@statsig-edge/local-edge';
import { afterAll, beforeAll, expect, test } from 'vitest';

expect.extend(matchers);

let edge;
beforeAll(async () => {
  const folder = fileURLToPath(new URL('../function', import.meta.url));
  edge = await createLocalEdge({ folder, events: ['viewer-request'] });
});
afterAll(() => edge.close());

test('an old address moves', async () => {
  expect(await edge.fetch('/old')).toRedirectTo('/new', 301);
});

test('the blue group has a front page of its own', async () => {
  const event = eventOf('viewer-request', { headers: { Cookie: 'group=blue' } });
  expect(await edge.invoke(event)).toPassTheRequest({ uri: '/blue/index.html' });
});

test('other pages are the origin’s', async () => {
  const answer = await edge.fetch('/a?b=c');
  expect(answer).toPassTheRequest();
  expect(answer).toBreakNoRule();
});
