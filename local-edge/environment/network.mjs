/**
 * What a function can reach from the local edge: loopback, and the addresses that are led there.
 * Runs inside the worker, before the function is imported.
 */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/**
 * @param {Record<string, string>} routes from an origin the function asks (`https://bucket.s3.….amazonaws.com`) to
 *   the loopback server that answers in its place.
 */
export function fenceNetwork(routes) {
  leadFetch(routes);
  leadHttps(routes);
  refuseTheRest();
}

// The host that was asked goes along in x-forwarded-host, because it is the one that requests to S3 are signed for.

function leadFetch(routes) {
  const fetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const asked = new URL(request.url);
    const server = routes[asked.origin];
    if (server === undefined) return fetch(request);
    const led = new Request(new URL(asked.pathname + asked.search, server), request);
    led.headers.set('x-forwarded-host', asked.host);
    return fetch(led);
  };
}

/** `https.get` and `https.request`, in the forms in which the address stands first. */
function leadHttps(routes) {
  for (const name of ['get', 'request']) {
    const start = https[name];
    https[name] = (...args) => {
      const asked = URL.canParse(args[0]) ? new URL(args[0]) : null;
      const server = routes[asked?.origin];
      if (server === undefined) return start(...args);
      const [options, callback] = typeof args[1] === 'function' ? [{}, args[1]] : args.slice(1);
      const headers = { ...options?.headers, 'x-forwarded-host': asked.host };
      const led = new URL(asked.pathname + asked.search, server);
      return http[name](led, { ...options, headers }, callback);
    };
  }
  // What is imported by name follows only now.
  syncBuiltinESMExports();
}

/** Below fetch, http and https alike there is a socket that connects. */
function refuseTheRest() {
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function (...args) {
    const [first] = Array.isArray(args[0]) ? args[0] : args;
    const host = typeof first === 'object' ? (first.host ?? 'localhost') : (args[1] ?? 'localhost');
    const isLocalPath = typeof first === 'object' ? Boolean(first.path) : typeof first === 'string';
    if (isLocalPath || LOOPBACK.test(host)) return connect.apply(this, args);
    const error = Object.assign(
      new Error(`connect ENETUNREACH ${host}: nothing leaves the machine from the local edge`),
      { code: 'ENETUNREACH', syscall: 'connect', address: host },
    );
    process.nextTick(() => this.destroy(error));
    return this;
  };
}
