import { describe, expect, it } from '@jest/globals';
import {
  arrivalOf,
  type Connection,
  deliver,
  HEAD_BYTES,
  newConnection,
  openConnection,
} from '../../../local-edge/store/link';

/** Tokyo to us-east-1, about. */
const ROUND_TRIP_MS = 160;
const KB = 1_000;

/** When the pieces of an answer with this body arrive, for a request that is made at `at`. */
function exchange(connection: Connection, bodyBytes: number, at = 0) {
  const arrival = arrivalOf(connection, at, ROUND_TRIP_MS);
  return deliver(connection, HEAD_BYTES + bodyBytes, arrival, ROUND_TRIP_MS);
}
const times = ({ deliveries }: ReturnType<typeof exchange>) => deliveries.map(({ at }) => at);
const sizes = ({ deliveries }: ReturnType<typeof exchange>) => deliveries.map(({ bytes }) => bytes);

describe('a new connection', () => {
  it('takes one round trip for TCP, one for TLS and one for the request', () => {
    expect(times(exchange(newConnection, 12 * KB))).toEqual([480]);
  });

  it('takes only the request’s where the client has waited for the handshakes', () => {
    expect(times(exchange(openConnection, 12 * KB))).toEqual([160]);
  });

  it('brings 220 KB in windows of 10, 20, 40 … segments, one a round trip', () => {
    const answer = exchange(newConnection, 220 * KB);
    // 10, 20, 40 and 80 segments of 1,460 bytes are 219,000; 220,500 are to come.
    expect(sizes(answer)).toEqual([14_600, 29_200, 58_400, 116_800, 1_500]);
    expect(times(answer)).toEqual([480, 640, 800, 960, 1_120]);
  });

  it('has no window more than it needs', () => {
    expect(sizes(exchange(newConnection, 14_600 - HEAD_BYTES))).toEqual([14_600]);
    expect(sizes(exchange(newConnection, 14_601 - HEAD_BYTES))).toEqual([14_600, 1]);
  });

  it('brings 20 KB, what 220 KB may be when compressed, two windows sooner', () => {
    expect(times(exchange(newConnection, 20 * KB))).toEqual([480, 640]);
  });
});

describe('a connection that is kept alive', () => {
  const afterwards = exchange(newConnection, 220 * KB).connection;

  it('has no handshakes, and goes on with the window that it had', () => {
    const again = exchange(afterwards, 220 * KB, 1_120);
    expect(sizes(again)).toEqual([220_500]);
    expect(times(again)).toEqual([1_280]);
  });

  it('starts slowly again when it was idle for longer than a retransmission timeout', () => {
    // Last sent at 1,040; one round trip and 200 ms later the window is the initial one.
    const soon = exchange(afterwards, 220 * KB, 1_400 - ROUND_TRIP_MS / 2);
    expect(sizes(soon)).toHaveLength(1);
    const late = exchange(afterwards, 220 * KB, 1_401 - ROUND_TRIP_MS / 2);
    expect(sizes(late)).toEqual([14_600, 29_200, 58_400, 116_800, 1_500]);
    expect(times(late)[0]).toBe(1_401 + ROUND_TRIP_MS / 2);
  });

  it('has no larger window for answers that did not fill it', () => {
    const { connection } = exchange(newConnection, 1 * KB);
    expect(sizes(exchange(connection, 20 * KB, 480))).toEqual([14_600, 5_900]);
  });
});

it('takes no time on this machine', () => {
  const arrival = arrivalOf(newConnection, 7, 0);
  const { deliveries } = deliver(newConnection, 5_000_000, arrival, 0);
  expect(new Set(deliveries.map(({ at }) => at))).toEqual(new Set([7]));
});
