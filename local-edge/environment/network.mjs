/**
 * What a function can reach from the local edge: the hosts for which a loopback server answers.
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
  const ports = portsOf(hostOverrides);
  const tell = told(handshakes.roundTripMs);
  overrideFetch(hostOverrides, tell);
  overrideRequests(hostOverrides, tell);
  blockOtherHosts(ports);
  return delayConnections(ports, handshakes);
}

function portsOf(hostOverrides) {
  return new Set(Object.values(hostOverrides).map((server) => Number(new URL(server).port)));
}

/**
 * What the server is told: the host that was asked, which is part of S3's signature, and how far away it is, for the
 * rest of the way is its to simulate.
 */
function told(roundTripMs) {
  return ({ host }) => [
    ['x-forwarded-host', host],
    ['x-local-edge-round-trip-ms', String(roundTripMs)],
  ];
}

function overrideFetch(hostOverrides, tell) {
  const fetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const server = hostOverrides[url.origin];
    if (server === undefined) return fetch(request);
    const redirected = new Request(new URL(url.pathname + url.search, server), request);
    for (const [name, value] of tell(url)) redirected.headers.set(name, value);
    return fetch(redirected);
  };
}

function overrideRequests(hostOverrides, tell) {
  const plain = { get: http.get, request: http.request };
  for (const module of [http, https]) {
    for (const name of ['get', 'request']) {
      const start = module[name];
      module[name] = (...args) => {
        const { url, options, callback } = requestOf(module, args);
        const server = hostOverrides[url?.origin];
        if (server === undefined) return start(...args);
        const redirected = new URL(url.pathname + url.search, server);
        return plain[name](
          redirected,
          { ...forServer(options), headers: withHeaders(options, tell(url)) },
          callback,
        );
      };
    }
  }
  // Without this, `import { get } from 'node:https'` would still be the original.
  syncBuiltinESMExports();
}

/** Of a call in each of its forms: (url, options, callback) and (options, callback), of which all but one may be left out. */
function requestOf(module, args) {
  const callback = args.find((arg) => typeof arg === 'function');
  const isUrl = typeof args[0] === 'string' || args[0] instanceof URL;
  const options = args[isUrl ? 1 : 0];
  const given = typeof options === 'object' && options !== null ? options : {};
  const scheme = module === https ? 'https:' : 'http:';
  const host = given.hostname ?? given.host?.replace(/:\d+$/, '') ?? 'localhost';
  const port = given.port ? `:${given.port}` : '';
  const text = isUrl ? args[0] : `${scheme}//${host}${port}${given.path ?? '/'}`;
  return { url: URL.canParse(text) ? new URL(text) : null, options: given, callback };
}

/** Without what would lead to the host that was asked, and without its encryption. */
function forServer({ host, hostname, port, protocol, path, agent, ...others }) {
  return agent === false ? { ...others, agent } : others;
}

function withHeaders({ headers = {} }, more) {
  return Array.isArray(headers)
    ? [...headers, ...more.flat()]
    : { ...headers, ...Object.fromEntries(more) };
}

// fetch, http and https all connect with a net.Socket.

/** What answers in the place of others is the only server there is; a local path is never one. */
function blockOtherHosts(ports) {
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function (...args) {
    const { host, port, path } = destinationOf(args);
    const isLoopback = LOOPBACK.test(host);
    if (path === undefined && isLoopback && ports.has(port)) return connect.apply(this, args);
    const error =
      path !== undefined
        ? connectError('ENOENT', path, 'no server listens in an execution environment')
        : isLoopback
          ? connectError(
              'ECONNREFUSED',
              `${host}:${port}`,
              'no server listens in an execution environment',
            )
          : connectError(
              'ENETUNREACH',
              host,
              'the local edge reaches the hosts of hostOverrides alone',
            );
    process.nextTick(() => this.destroy(error));
    return this;
  };
}

function connectError(code, address, why) {
  return Object.assign(new Error(`connect ${code} ${address}: ${why}`), {
    code,
    syscall: 'connect',
    address,
  });
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
  if (typeof first === 'object') {
    return {
      host: first.host ?? 'localhost',
      port: Number(first.port),
      path: first.path ?? undefined,
    };
  }
  return {
    host: typeof args[1] === 'string' ? args[1] : 'localhost',
    port: Number(first),
    path: typeof first === 'string' && Number.isNaN(Number(first)) ? first : undefined,
  };
}
