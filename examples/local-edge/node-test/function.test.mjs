import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  assertBreaksNoRule,
  assertPassesTheRequest,
  assertRedirectsTo,
  createLocalEdge,
  eventOf,
} from '@statsig-edge/local-edge';

let edge;
before(async () => {
  const folder = fileURLToPath(new URL('../function', import.meta.url));
  edge = await createLocalEdge({ folder, events: ['viewer-request'] });
});
after(() => edge.close());

test('an old address moves', async () => {
  assertRedirectsTo(await edge.fetch('/old'), '/new', 301);
});

test('the blue group has a front page of its own', async () => {
  const event = eventOf('viewer-request', { headers: { Cookie: 'group=blue' } });
  assertPassesTheRequest(await edge.invoke(event), { uri: '/blue/index.html' });
});

test('other pages are the origin’s', async () => {
  const answer = await edge.fetch('/a?b=c');
  assertPassesTheRequest(answer);
  assertBreaksNoRule(answer);
});
