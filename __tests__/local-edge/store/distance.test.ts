import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { startStore } from '../../../local-edge/store';
import {
  type Distance,
  ROUND_TRIP_HEADER,
  transportOver,
} from '../../../local-edge/store/distance';

const PATH = '/package-lock.json';
const FAR = 160;

/** A transport on a clock that jumps, and what its client has seen of it. */
function simulate(distance: Distance) {
  let now = 0;
  const waitUntil = async (at: number) => {
    now = Math.max(now, at);
  };
  const transport = transportOver(distance, { now: () => now, waitUntil });
  const request = async (socket: Socket, bodyBytes: number, at: number, headers = {}) => {
    now = at;
    const seen: [at: number, bytes: number][] = [];
    const incoming = { socket, headers } as IncomingMessage;
    const response = {
      req: incoming,
      destroyed: false,
      write: (chunk: Buffer) => seen.push([now, chunk.length]),
    };
    await transport.receive(incoming);
    const received = now;
    await transport.send(response as unknown as ServerResponse, Buffer.alloc(bodyBytes));
    return { received, seen };
  };
  return { request };
}

const aSocket = () => ({}) as Socket;

describe('a store that is far away', () => {
  it('gets the request of a new connection after the handshakes, and sends 220 KB in windows', async () => {
    const { request } = simulate(FAR);
    expect(await request(aSocket(), 220_000, 0)).toEqual({
      received: 400,
      // The first window holds the 500 bytes of the head too.
      seen: [
        [480, 14_100],
        [640, 29_200],
        [800, 58_400],
        [960, 116_800],
        [1_120, 1_500],
      ],
    });
  });

  it('remembers each connection for itself', async () => {
    const { request } = simulate(FAR);
    const socket = aSocket();
    await request(socket, 220_000, 0);
    expect(await request(socket, 220_000, 1_120)).toEqual({
      received: 1_200,
      seen: [[1_280, 220_000]],
    });
    expect((await request(aSocket(), 220_000, 1_280)).received).toBe(1_680);
  });

  it('is as far away as each client says, and leaves the handshakes to it', async () => {
    const { request } = simulate('each-client');
    const from = (ms: number) => ({ [ROUND_TRIP_HEADER]: String(ms) });
    expect((await request(aSocket(), 1_000, 0, from(160))).seen).toEqual([[160, 1_000]]);
    expect((await request(aSocket(), 1_000, 200, from(20))).seen).toEqual([[220, 1_000]]);
    expect((await request(aSocket(), 1_000, 300)).seen).toEqual([[300, 1_000]]);
  });

  it('serves the same bytes as a near one', async () => {
    const file = `${__dirname}/../../..${PATH}`;
    const bytesAt = async (roundTripMs: number) => {
      const store = await startStore({ file, path: PATH, access: null, distance: roundTripMs });
      try {
        return Buffer.from(await (await fetch(store.url + PATH)).arrayBuffer());
      } finally {
        await store.close();
      }
    };
    const near = await bytesAt(0);
    expect(near.length).toBeGreaterThan(100_000);
    expect((await bytesAt(2)).equals(near)).toBe(true);
  });
});
