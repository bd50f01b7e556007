import { describe, expect, it } from '@jest/globals';
import type { NewObject, SpecsObject, Stored } from '../../sync/object';
import type { Fetched } from '../../sync/statsig';
import { Sync } from '../../sync/sync';
import { openGateSpecs } from '../support/open-gate-specs';

const specsOf = (time: number) => JSON.stringify({ ...JSON.parse(openGateSpecs()), time });

/** A bucket and Statsig, both with ETags, and what they were asked. */
function world(beginning: { stored: string | null; statsig: string }) {
  const asked: string[] = [];
  let versions = 0;
  const etag = () => `"${++versions}"`;
  let stored: Stored | null =
    beginning.stored === null
      ? null
      : { text: beginning.stored, etag: etag(), compression: 'none', source: null };
  let statsig = { text: beginning.statsig, etag: '"first"' };
  const object: SpecsObject = {
    read: async (known) => {
      asked.push(`read ${known}`);
      return known !== null && known === stored?.etag ? 'unchanged' : stored;
    },
    write: async ({ time: _, ...next }: NewObject, before) => {
      asked.push(`write if ${before}`);
      if (before !== (stored?.etag ?? null)) throw new Error('The object was changed by others');
      stored = { ...next, etag: etag() };
      return stored.etag;
    },
  };
  const fetchSpecs = async (known: string | null): Promise<Fetched> => {
    asked.push(`fetch ${known}`);
    return known === statsig.etag ? 'unchanged' : statsig;
  };
  const wanted = { compression: 'none', allowOlder: false, source: 'ours' } as const;
  return {
    sync: new Sync({ fetchSpecs, object, wanted }),
    asked: () => asked.splice(0),
    text: () => stored?.text,
    change: (text: string, tag: string) => {
      statsig = { text, etag: tag };
    },
    uploadByHand: (text: string) => {
      stored = { text, etag: etag(), compression: 'none', source: null };
    },
  };
}

describe('the sync', () => {
  it('writes what is not there yet, only if there still is nothing', async () => {
    const { sync, asked, text } = world({ stored: null, statsig: specsOf(1_000) });
    expect(await sync.run()).toMatchObject({ outcome: 'written', time: 1_000 });
    expect(asked()).toEqual(['read null', 'fetch null', 'write if null']);
    expect(text()).toBe(specsOf(1_000));
  });

  it('moves no specs while nothing changes', async () => {
    const { sync, asked } = world({ stored: specsOf(1_000), statsig: specsOf(1_000) });
    expect(await sync.run()).toEqual({ outcome: 'unchanged' });
    expect(asked()).toEqual(['read null', 'fetch null']);
    expect(await sync.run()).toEqual({ outcome: 'unchanged' });
    expect(asked()).toEqual(['read "1"', 'fetch "first"']);
  });

  it('writes a change, only over what it has seen, and then is at rest again', async () => {
    const { sync, asked, change, text } = world({
      stored: specsOf(1_000),
      statsig: specsOf(1_000),
    });
    await sync.run();
    change(specsOf(2_000), '"second"');
    asked();
    expect(await sync.run()).toMatchObject({ outcome: 'written', time: 2_000 });
    expect(asked()).toEqual(['read "1"', 'fetch "first"', 'write if "1"']);
    expect(text()).toBe(specsOf(2_000));
    expect(await sync.run()).toEqual({ outcome: 'unchanged' });
    expect(asked()).toEqual(['read "2"', 'fetch "second"']);
  });

  it('puts back what others overwrote, though Statsig has nothing new', async () => {
    const { sync, text, uploadByHand } = world({ stored: null, statsig: specsOf(2_000) });
    await sync.run();
    uploadByHand(specsOf(1_000));
    expect(await sync.run()).toMatchObject({ outcome: 'written', time: 2_000 });
    expect(text()).toBe(specsOf(2_000));
  });

  it('fails with specs that it refuses each time, and goes on when they are good', async () => {
    const { sync, change, text } = world({ stored: null, statsig: specsOf(1_000) });
    await sync.run();
    change(specsOf(2_000).slice(0, 100), '"broken"');
    await expect(sync.run()).rejects.toThrow('not JSON');
    await expect(sync.run()).rejects.toThrow('not JSON');
    expect(text()).toBe(specsOf(1_000));
    change(specsOf(3_000), '"third"');
    expect(await sync.run()).toMatchObject({ outcome: 'written' });
  });
});
