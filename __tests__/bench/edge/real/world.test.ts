import { expect, it } from '@jest/globals';
import { realWorld } from '../../../../bench/edge/real/world';

it('is the built handler with specs in its zip, which sees a change in the store', async () => {
  const world = await realWorld({ roundTripMs: 1, bytes: 10_000, refreshMs: 1_000 });
  try {
    expect(await world.init()).toBeGreaterThan(0);
    // The zip has other specs than the store: closed.
    expect(world.version()).toBe('open');
    expect((await world.request()).version).not.toBeNull();
    world.put();
    let answer = await world.request();
    while (answer.version !== 'closed') {
      await world.freezeUntil(world.now() + 200);
      answer = await world.request();
    }
    expect(world.errors).toEqual([]);
  } finally {
    await world.close();
  }
});
