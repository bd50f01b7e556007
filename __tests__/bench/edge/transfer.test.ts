import { describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../../../bench/edge/clock';
import { LOOPBACK } from '../../../bench/edge/conditions';
import { Transfer } from '../../../bench/edge/transfer';
import type { Piece } from '../../../bench/edge/upstream';
import { deliver, newConnection, openConnection } from '../../../local-edge/store/link';

const ROUND_TRIP_MS = 160;
const WINDOW = 65_536;

/** A transfer, and what the process reads of it. */
function transfer(pieces: Piece[], { goesOn = true, roundTripMs = ROUND_TRIP_MS } = {}) {
  const clock = new SimulatedClock();
  const reads: [at: number, bytes: number][] = [];
  const stalls: number[] = [];
  let isAll = false;
  new Transfer(pieces, {
    clock,
    roundTripMs,
    conditions: { ...LOOPBACK, frozenWindowBytes: WINDOW },
    window: { ...newConnection },
    onRead: (bytes, last) => {
      reads.push([clock.now(), bytes]);
      isAll = last;
    },
    onStalled: (since) => {
      stalls.push(since);
      return goesOn;
    },
  });
  return { clock, reads, stalls, isAll: () => isAll };
}

describe('to a process that runs', () => {
  it('brings 220,500 bytes in windows of 10, 20, 40 … segments, one a round trip', async () => {
    const { clock, reads, isAll } = transfer([{ at: 0, bytes: 220_500 }]);
    await clock.runUntil(10_000);
    expect(reads).toEqual([
      [80, 14_600],
      [240, 29_200],
      [400, 58_400],
      [560, 116_800],
      [720, 1_500],
    ]);
    expect(isAll()).toBe(true);
  });

  it.each([
    [1, 5],
    [14_600, 90],
    [14_601, 90],
    [100_500, 214],
    [2_000_500, 259],
  ])('brings %d bytes over %d ms as the local edge’s store does', async (bytes, roundTripMs) => {
    const { clock, reads } = transfer([{ at: 7, bytes }], { roundTripMs });
    await clock.runUntil(60_000);
    const { deliveries } = deliver(openConnection, bytes, 7, roundTripMs);
    expect(reads).toEqual(deliveries.map((delivery) => [delivery.at, delivery.bytes]));
  });

  it('sends on what comes in pieces, each when it is there', async () => {
    const { clock, reads, isAll } = transfer([
      { at: 0, bytes: 1_000 },
      { at: 500, bytes: 3_000 },
      { at: 510, bytes: 2_000 },
    ]);
    await clock.runUntil(10_000);
    expect(reads).toEqual([
      [80, 1_000],
      [580, 3_000],
      // Confirmed after a round trip; then the next.
      [740, 2_000],
    ]);
    expect(isAll()).toBe(true);
  });
});

describe('to a frozen process', () => {
  it('fills the kernel’s window, stands still, and goes on when the process reads', async () => {
    const { clock, reads, stalls, isAll } = transfer([{ at: 0, bytes: 220_500 }]);
    await clock.freezeUntil(60_000);
    expect(reads).toEqual([]);
    await clock.runUntil(60_800);
    expect(reads).toEqual([
      // 14,600 + 29,200 had room, and 21,736 of the next 58,400.
      [60_000, WINDOW],
      // The store hears of the room after half a round trip, and after the pause it starts slowly.
      [60_160, 14_600],
      [60_320, 29_200],
      [60_480, 58_400],
      [60_640, 220_500 - WINDOW - 14_600 - 29_200 - 58_400],
    ]);
    expect(stalls).toEqual([320]);
    expect(isAll()).toBe(true);
  });

  it('is complete in the kernel when it is small enough', async () => {
    const { clock, reads, isAll } = transfer([{ at: 0, bytes: 50_000 }]);
    await clock.freezeUntil(60_000);
    await clock.runUntil(60_000);
    expect(reads).toEqual([[60_000, 50_000]]);
    expect(isAll()).toBe(true);
  });

  it('brings nothing more when the store does not go on', async () => {
    const { clock, reads, isAll } = transfer([{ at: 0, bytes: 220_500 }], { goesOn: false });
    await clock.freezeUntil(60_000);
    await clock.runUntil(120_000);
    expect(reads).toEqual([[60_000, WINDOW]]);
    expect(isAll()).toBe(false);
  });
});
