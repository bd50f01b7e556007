import { describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../../bench/edge/clock';
import { LOOPBACK } from '../../../bench/edge/conditions';
import { randomOf } from '../../../bench/edge/random';
import { Bucket, EdgeCache } from '../../../bench/edge/upstream';

/** A bucket with 220 KB in it, and an edge 160 ms from it which compresses them to a tenth. */
function setUp(edgeTtlMs = 10_000) {
  const clock = new SimulatedClock();
  const bucket = new Bucket(clock, 220_000, randomOf('a test'), { ...LOOPBACK, edgeTtlMs });
  return { clock, bucket, edge: new EdgeCache(bucket, 160, 22_050 - 500) };
}

const firstAt = ({ pieces }: ReturnType<EdgeCache['answer']>) => pieces[0]?.at;
const lastAt = ({ pieces }: ReturnType<EdgeCache['answer']>) => pieces.at(-1)?.at;
const bytesIn = ({ pieces }: ReturnType<EdgeCache['answer']>) =>
  pieces.reduce((sum, { bytes }) => sum + bytes, 0);

describe('the bucket', () => {
  it('sends the object, or only its headers to a client that has it', async () => {
    const { clock, bucket } = setUp();
    expect(bucket.answer(null)).toEqual({ pieces: [{ at: 0, bytes: 220_500 }], version: '"0"' });
    expect(bucket.answer('"0"')).toEqual({ pieces: [{ at: 0, bytes: 500 }], version: 'unchanged' });
    await clock.runUntil(1_000);
    bucket.put();
    expect(bucket.answer('"0"').version).toBe('"1"');
    expect(bucket.traffic).toEqual({ requests: 3, bytes: 441_500 });
  });

  it('knows what it was', async () => {
    const { clock, bucket } = setUp();
    await clock.runUntil(1_000);
    bucket.put();
    expect([0, 999, 1_000, 5_000].map((time) => bucket.versionAt(time))).toEqual([
      '"0"',
      '"0"',
      '"1"',
      '"1"',
    ]);
  });
});

describe('an empty edge', () => {
  it('sends on, compressed, what comes from the bucket over an open connection', () => {
    const answer = setUp().edge.answer(null);
    expect(answer).toMatchObject({ version: '"0"' });
    expect(answer.pieces).toEqual([
      { at: 160, bytes: 1_460 },
      { at: 320, bytes: 2_920 },
      { at: 480, bytes: 5_840 },
      { at: 640, bytes: 11_680 },
      { at: 800, bytes: 150 },
    ]);
  });

  it('waits for the bucket before it says that nothing changed', () => {
    const answer = setUp().edge.answer('"0"');
    expect(answer).toEqual({ version: 'unchanged', pieces: [{ at: 160, bytes: 500 }] });
  });
});

describe('an edge that was asked before', () => {
  it('answers at once within the TTL, with what it has', async () => {
    const { clock, bucket, edge } = setUp();
    edge.answer(null);
    await clock.runUntil(5_000);
    bucket.put();
    const answer = edge.answer(null);
    expect(answer).toEqual({ version: '"0"', pieces: [{ at: 5_000, bytes: 22_050 }] });
    expect(bucket.traffic.requests).toBe(1);
  });

  it('does not answer from what is still on its way to it', async () => {
    const { clock, edge } = setUp();
    edge.answer(null);
    await clock.runUntil(400);
    expect(firstAt(edge.answer(null))).toBe(560);
  });

  it('asks the bucket after it, and answers from its own object when that is still the same', async () => {
    const { clock, bucket, edge } = setUp();
    edge.answer(null);
    await clock.runUntil(60_000);
    const answer = edge.answer(null);
    expect(answer).toEqual({ version: '"0"', pieces: [{ at: 60_160, bytes: 22_050 }] });
    expect(bucket.traffic).toEqual({ requests: 2, bytes: 221_000 });
  });

  it('fetches the whole object when it is another', async () => {
    const { clock, bucket, edge } = setUp(0);
    edge.answer(null);
    bucket.put();
    await clock.runUntil(60_000);
    const answer = edge.answer('"0"');
    expect(answer.version).toBe('"1"');
    expect([firstAt(answer), lastAt(answer), bytesIn(answer)]).toEqual([60_160, 60_800, 22_050]);
  });

  it('may give what was there as long ago as its TTL', async () => {
    const { clock, bucket, edge } = setUp();
    await clock.runUntil(60_000);
    bucket.put();
    const versions = new Set<string>();
    for (let time = 70_000; time < 200_000; time += 10_001) {
      versions.add(edge.answer(null).version);
      await clock.runUntil(time);
    }
    expect(edge.answer(null).version).toBe('"1"');
    expect([...versions]).toEqual(['"0"', '"1"']);
  });
});
