/**
 * What a function can reach from the local edge: loopback, and the hosts for which a loopback server answers.
 * Runs inside the worker, before the function is imported.
 */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/**
 * @param {Record<string, string>} hostOverrides from an origin that the function calls
 *   (`https://bucket.s3.….amazonaws.com`) to the loopback server that answers in its place.
 * @param {{ roundTrips: number, roundTripMs: number }} handshakes of a new connection to those servers.
 * @returns {{ handshakesUnderWay(): number }}
 */
export function restrictNetwork(hostOverrides, handshakes) {
  overrideFetch(hostOverrides);
  overrideHttps(hostOverrides);
  blockOtherHosts();
  return delayConnections(portsOf(hostOverrides), handshakes);
}

function portsOf(hostOverrides) {
  return new Set(Object.values(hostOverrides).map((server) => Number(new URL(server).port)));
}

// The server gets the original host in x-forwarded-host, because that host is part of S3's signature.

function overrideFetch(hostOverrides) {
  const fetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const server = hostOverrides[url.origin];
    if (server === undefined) return fetch(request);
    const redirected = new Request(new URL(url.pathname + url.search, server), request);
    redirected.headers.set('x-forwarded-host', url.host);
    return fetch(redirected);
  };
}

/** `https.get` and `https.request`, in the forms whose first argument is the URL. */
function overrideHttps(hostOverrides) {
  for (const name of ['get', 'request']) {
    const start = https[name];
    https[name] = (...args) => {
      const url = URL.canParse(args[0]) ? new URL(args[0]) : null;
      const server = hostOverrides[url?.origin];
      if (server === undefined) return start(...args);
      const [options, callback] = typeof args[1] === 'function' ? [{}, args[1]] : args.slice(1);
      const headers = { ...options?.headers, 'x-forwarded-host': url.host };
      const redirected = new URL(url.pathname + url.search, server);
      return http[name](redirected, { ...options, headers }, callback);
    };
  }
  // Without this, `import { get } from 'node:https'` would still be the original.
  syncBuiltinESMExports();
}

// fetch, http and https all connect with a net.Socket.

function blockOtherHosts() {
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function (...args) {
    const { host, isLocalPath } = destinationOf(args);
    if (isLocalPath || LOOPBACK.test(host)) return connect.apply(this, args);
    const error = Object.assign(
      new Error(`connect ENETUNREACH ${host}: the local edge blocks every host but loopback`),
      { code: 'ENETUNREACH', syscall: 'connect', address: host },
    );
    process.nextTick(() => this.destroy(error));
    return this;
  };
}

/**
 * A handshake needs both ends: each of its round trips is a timer of this thread, which fires only while the environment
 * is not frozen.
 */
function delayConnections(ports, { roundTrips, roundTripMs }) {
  let underWay = 0;
  const connect = Socket.prototype.connect;
  const connectAfterHandshakes = async (socket, args) => {
    underWay += 1;
    for (let trip = 0; trip < roundTrips && !socket.destroyed; trip += 1) await sleep(roundTripMs);
    underWay -= 1;
    if (!socket.destroyed) connect.apply(socket, args);
  };
  Socket.prototype.connect = function (...args) {
    if (roundTripMs === 0 || !ports.has(destinationOf(args).port)) return connect.apply(this, args);
    // What is written meanwhile waits for the event `connect`.
    this.connecting = true;
    connectAfterHandshakes(this, args);
    return this;
  };
  return { handshakesUnderWay: () => underWay };
}

/** Of a call of `connect`, in each of its forms. */
function destinationOf(args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  return typeof first === 'object'
    ? {
        host: first.host ?? 'localhost',
        port: Number(first.port),
        isLocalPath: Boolean(first.path),
      }
    : { host: args[1] ?? 'localhost', port: Number(first), isLocalPath: typeof first === 'string' };
}
