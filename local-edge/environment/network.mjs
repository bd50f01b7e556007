/**
 * What a function can reach from the local edge: loopback, and the hosts for which a loopback server answers.
 * Runs inside the worker, before the function is imported.
 */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/**
 * @param {Record<string, string>} hostOverrides from an origin that the function calls
 *   (`https://bucket.s3.….amazonaws.com`) to the loopback server that answers in its place.
 */
export function restrictNetwork(hostOverrides) {
  overrideFetch(hostOverrides);
  overrideHttps(hostOverrides);
  blockOtherHosts();
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

/** fetch, http and https all connect with a net.Socket. */
function blockOtherHosts() {
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function (...args) {
    const [first] = Array.isArray(args[0]) ? args[0] : args;
    const host = typeof first === 'object' ? (first.host ?? 'localhost') : (args[1] ?? 'localhost');
    const isLocalPath = typeof first === 'object' ? Boolean(first.path) : typeof first === 'string';
    if (isLocalPath || LOOPBACK.test(host)) return connect.apply(this, args);
    const error = Object.assign(
      new Error(`connect ENETUNREACH ${host}: the local edge blocks every host but loopback`),
      { code: 'ENETUNREACH', syscall: 'connect', address: host },
    );
    process.nextTick(() => this.destroy(error));
    return this;
  };
}
