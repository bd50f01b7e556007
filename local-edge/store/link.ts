/**
 * When bytes arrive over a long way: pure functions of the round trip, of the connection's past and of the time. The
 * local edge's store waits for real by them; a benchmark can run them on a clock of its own. All times are in
 * milliseconds on one clock of the caller's choice; nothing is lost on the way, and bandwidth has no limit.
 */

/** @see https://www.rfc-editor.org/rfc/rfc6928#section-2: 10 segments of 1,460 bytes. */
export const INITIAL_WINDOW_BYTES = 14_600;

/**
 * TCP's handshake, and TLS 1.3's, which every endpoint of S3's supports and negotiates first.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingEncryptionInTransit.html
 */
export const HANDSHAKE_ROUND_TRIPS = 2;

/**
 * About what S3's status line and headers take, with those that the local store leaves out.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const HEAD_BYTES = 500;

/** Linux's shortest retransmission timeout beyond the round trip; RFC 6298's, a second, would be kinder. */
const MIN_RETRANSMISSION_TIMEOUT_MS = 200;

/** What a connection remembers between two requests. */
export interface Connection {
  /** False until both handshakes are paid. */
  isOpen: boolean;
  /** How many bytes the store may send before it hears from the client. */
  windowBytes: number;
  /** When the store last sent something. */
  lastSentAt: number;
}

export const newConnection: Connection = {
  isOpen: false,
  windowBytes: INITIAL_WINDOW_BYTES,
  lastSentAt: Number.NEGATIVE_INFINITY,
};

/** A new one whose client has waited for the handshakes itself. */
export const openConnection: Connection = { ...newConnection, isOpen: true };

/** Bytes that reach the client together. */
export interface Delivery {
  at: number;
  bytes: number;
}

/** When a request that is made at `at` reaches the store; on a new connection, after the handshakes. */
export function arrivalOf(connection: Connection, at: number, roundTripMs: number): number {
  const handshakes = connection.isOpen ? 0 : HANDSHAKE_ROUND_TRIPS;
  return at + (handshakes + 0.5) * roundTripMs;
}

/**
 * When an answer reaches the client that the store begins to send at `at`: half a round trip later what the window
 * holds, and then twice as much every round trip (slow start).
 * @param bytes of the answer, head included; more than 0.
 * @returns the deliveries, in order, and the connection as the next request finds it.
 * @see https://www.rfc-editor.org/rfc/rfc5681#section-3.1
 */
export function deliver(
  connection: Connection,
  bytes: number,
  at: number,
  roundTripMs: number,
): { deliveries: Delivery[]; connection: Connection } {
  const deliveries: Delivery[] = [];
  let windowBytes = windowAt(connection, at, roundTripMs);
  let sentAt = at;
  for (let left = bytes; ; sentAt += roundTripMs) {
    const sent = Math.min(left, windowBytes);
    deliveries.push({ at: sentAt + roundTripMs / 2, bytes: sent });
    left -= sent;
    // A window that was not filled does not grow: https://www.rfc-editor.org/rfc/rfc7661#section-4.3
    if (sent === windowBytes) windowBytes *= 2;
    if (left === 0) break;
  }
  return { deliveries, connection: { isOpen: true, windowBytes, lastSentAt: sentAt } };
}

/**
 * After a pause longer than a retransmission timeout, slow start begins anew.
 * @see https://www.rfc-editor.org/rfc/rfc5681#section-4.1
 */
export function windowAt(
  { windowBytes, lastSentAt }: Connection,
  at: number,
  roundTripMs: number,
): number {
  const idleMs = at - lastSentAt;
  return idleMs > roundTripMs + MIN_RETRANSMISSION_TIMEOUT_MS ? INITIAL_WINDOW_BYTES : windowBytes;
}
