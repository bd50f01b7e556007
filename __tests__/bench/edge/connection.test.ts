import { describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../../bench/edge/clock';
import { type Conditions, LOOPBACK } from '../../../bench/edge/conditions';
import { Connection } from '../../../bench/edge/connection';
import { simulatedLoader } from '../../../bench/edge/loader';
import { randomOf } from '../../../bench/edge/random';
import { Bucket, type Part } from '../../../bench/edge/upstream';

const ROUND_TRIP_MS = 100;
/** The store closes a connection that stands still in a handshake for 10 seconds, and one that is stalled for 30. */
const CONDITIONS: Conditions = {
  ...LOOPBACK,
  handshakeCloseMs: [10_000, 10_000],
  stalledCloseMs: [30_000, 30_000],
  frozenWindowBytes: 65_536,
};

function setUp(objectBytes: number) {
  const clock = new SimulatedClock();
  const random = randomOf('a test');
  const bucket = new Bucket(clock, objectBytes, random, CONDITIONS);
  const traffic = { requests: 0, bytes: 0 };
  const connect = () =>
    new Connection({
      clock,
      upstream: bucket,
      roundTripMs: ROUND_TRIP_MS,
      random,
      conditions: CONDITIONS,
      traffic,
    });
  return { clock, bucket, traffic, connect };
}

function getOn(connection: Connection, etag: string | null = null) {
  const progress: string[] = [];
  const { signal, abort } = withAbort();
  const options = {
    etag,
    signal,
    onProgress: () => progress.push('progress'),
    part: null,
    onBody: ({ bytes }: Part) => progress.push(`${bytes} bytes`),
  };
  return { got: connection.get(options), progress, abort };
}

function withAbort() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason: Error) => controller.abort(reason) };
}

describe('a new connection', () => {
  it('takes a round trip each for TCP, TLS and the request, and says that it gets on', async () => {
    const { clock, connect, traffic } = setUp(10_000);
    const { got, progress } = getOn(connect());
    await expect(clock.settle(got)).resolves.toBe('"0"');
    expect(clock.now()).toBe(300);
    expect(progress).toEqual(['progress', 'progress', '10000 bytes', 'progress']);
    expect(traffic).toEqual({ requests: 1, bytes: 10_500 });
  });

  it('gets no further in a handshake than its last turn, while the environment is frozen', async () => {
    const { clock, connect } = setUp(10_000);
    const { got, progress } = getOn(connect());
    await clock.freezeUntil(5_000);
    await clock.runUntil(5_000);
    expect(progress).toEqual(['progress']);
    await clock.settle(got);
    expect(clock.now()).toBe(5_200);
  });

  it('is closed by a store that has waited too long for the next step', async () => {
    const { clock, connect } = setUp(10_000);
    const { got } = getOn(connect());
    await clock.freezeUntil(60_000);
    await expect(clock.settle(got)).rejects.toThrow('ECONNRESET');
    expect(clock.now()).toBe(60_100);
  });

  it('ends when the load is given up', async () => {
    const { clock, connect } = setUp(10_000);
    const { got, abort } = getOn(connect());
    await clock.runUntil(250);
    abort(new Error('given up'));
    await expect(clock.settle(got)).rejects.toThrow('given up');
  });
});

describe('an answer that stands still', () => {
  it('is finished when the environment is thawed in time', async () => {
    const { clock, connect } = setUp(400_000);
    const { got } = getOn(connect());
    await clock.runUntil(250);
    await clock.freezeUntil(12_000);
    await expect(clock.settle(got)).resolves.toBe('"0"');
    // 65,536 lie in the kernel; 334,964 are left, for five windows.
    expect(clock.now()).toBe(12_500);
  });

  it('is lost when that takes too long', async () => {
    const { clock, connect } = setUp(400_000);
    const { got } = getOn(connect());
    await clock.runUntil(250);
    await clock.freezeUntil(60_000);
    await expect(clock.settle(got)).rejects.toThrow('ECONNRESET');
  });
});

describe('the loader', () => {
  const load = (loader: ReturnType<typeof simulatedLoader>, etag: string | null) =>
    loader(etag, { signal: new AbortController().signal, onProgress: () => {} });

  it('takes a new connection at once when one died in its handshake', async () => {
    const { clock, connect, traffic } = setUp(10_000);
    const loading = load(simulatedLoader(connect, true), null);
    await clock.freezeUntil(60_000);
    await expect(clock.settle(loading)).resolves.toEqual({ text: '"0"', etag: '"0"' });
    // A round trip until the client knows; then three.
    expect(clock.now()).toBe(60_400);
    expect(traffic.requests).toBe(1);
  });

  it('asks with the ETag', async () => {
    const { clock, connect } = setUp(10_000);
    await expect(clock.settle(load(simulatedLoader(connect, true), '"0"'))).resolves.toBe(
      'unchanged',
    );
    expect(clock.now()).toBe(300);
  });

  it('asks for the rest when the connection dies in the middle of an answer', async () => {
    const { clock, bucket, connect, traffic } = setUp(400_000);
    const loading = load(simulatedLoader(connect, true), null);
    await clock.runUntil(350);
    await clock.freezeUntil(60_000);
    await expect(clock.settle(loading)).resolves.toEqual({ text: '"0"', etag: '"0"' });
    expect(traffic.requests).toBe(2);
    // Each byte came once, and two heads.
    expect(traffic.bytes).toBe(401_000);
    expect(bucket.traffic.bytes).toBeLessThan(801_000);
  });

  it('asks for the whole when there is another object by then', async () => {
    const { clock, bucket, connect, traffic } = setUp(400_000);
    const loading = load(simulatedLoader(connect, true), null);
    await clock.runUntil(350);
    bucket.put();
    await clock.freezeUntil(60_000);
    await expect(clock.settle(loading)).resolves.toEqual({ text: '"1"', etag: '"1"' });
    expect(traffic.requests).toBe(3);
  });

  it('begins anew where the store gives no parts, and no more than once', async () => {
    const { clock, connect, traffic } = setUp(400_000);
    const loading = load(simulatedLoader(connect, false), null);
    await clock.runUntil(350);
    await clock.freezeUntil(60_000);
    await clock.runUntil(60_350);
    await clock.freezeUntil(120_000);
    await expect(clock.settle(loading)).rejects.toThrow('ECONNRESET');
    expect(traffic.requests).toBe(2);
  });
});
