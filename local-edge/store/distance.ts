/** Makes the clients of a store on loopback wait as if it were far away, by the model in `link.ts`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  arrivalOf,
  type Connection,
  deliver,
  HEAD_BYTES,
  newConnection,
  openConnection,
} from './link';

/**
 * Milliseconds to the store and back: 0 is a store on this machine. The store waits for the handshakes of a new
 * connection before it answers the first request, so that the client sees a connection at once and a late answer.
 *
 * `each-client`: every client is as far away as its requests say, in {@link ROUND_TRIP_HEADER}, and waits for the
 * handshakes itself before it connects, as the execution environments of the local edge do.
 */
export type Distance = number | 'each-client';

/** `network.mjs` adds it to the requests of an execution environment. */
export const ROUND_TRIP_HEADER = 'x-local-edge-round-trip-ms';

/** Where time comes from; a simulated one jumps. */
export interface Clock {
  /** In milliseconds. */
  now(): number;
  waitUntil(at: number): Promise<void>;
}

const realClock: Clock = {
  now: () => performance.now(),
  waitUntil: async (at) => {
    const ms = at - performance.now();
    if (ms > 0) await sleep(ms, undefined, { ref: false });
  },
};

export interface Transport {
  /** Resolves when the request has reached the store. */
  receive(request: IncomingMessage): Promise<void>;
  /** Sends the head that was written to the response and this body; does not end the response. */
  send(response: ServerResponse, body: Buffer): Promise<void>;
  /** Resets the connection. */
  reset(request: IncomingMessage): Promise<void>;
}

export function transportOver(distance: Distance, clock: Clock = realClock): Transport {
  const connections = new WeakMap<Socket, Connection>();
  const connectionOf = (socket: Socket) =>
    connections.get(socket) ?? (distance === 'each-client' ? openConnection : newConnection);
  const roundTripOf = ({ headers }: IncomingMessage) =>
    distance === 'each-client' ? Number(headers[ROUND_TRIP_HEADER] ?? 0) : distance;
  return {
    receive: (request) =>
      clock.waitUntil(arrivalOf(connectionOf(request.socket), clock.now(), roundTripOf(request))),
    send: async (response, body) => {
      const { socket } = response.req;
      const roundTripMs = roundTripOf(response.req);
      const { deliveries, connection } = deliver(
        connectionOf(socket),
        HEAD_BYTES + body.length,
        clock.now(),
        roundTripMs,
      );
      connections.set(socket, connection);
      let arrived = -HEAD_BYTES;
      for (const { at, bytes } of deliveries) {
        await clock.waitUntil(at);
        if (response.destroyed) return;
        const from = Math.max(0, arrived);
        arrived += bytes;
        response.write(body.subarray(from, arrived));
      }
    },
    reset: async (request) => {
      await clock.waitUntil(clock.now() + roundTripOf(request) / 2);
      request.socket.resetAndDestroy();
    },
  };
}
