/** Redirects are followed as a browser does, from host to host of one site. */
// Not jest's `expect`, which takes most of the time when it is asked a hundred thousand times.
import assert from 'node:assert/strict';
import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import type { CloudFrontResult } from '../../handler/src/cloudfront';
import { aViewerRequest } from '../support/cloudfront-events';
import { everybody, gate, rule, specs } from '../support/specs';
import { handlerOnSpecs } from '../support/specs-handler';
import { runs } from './properties-arbitraries';

/** What a browser follows before it gives up. */
const BROWSER_HOPS = 20;

const HOSTS = ['www.example.com', 'example.com', 'm.example.com'];
const SPECS = JSON.stringify(
  specs({
    feature_gates: [
      gate('on', [rule([everybody])]),
      gate('off', [rule([everybody], { passPercentage: 0 })]),
    ],
  }),
);

const path = fc.constantFrom('/a', '/b', '/c', '/a*', '/b*', '/*', '/a/?', '/%61');
const place = fc.constantFrom(
  '/a',
  '/b',
  '/c',
  '/*',
  '/a*',
  '/a/*',
  '/?v=b',
  '/a?v=b',
  '/b/../a',
  '/%61',
  '//b'.slice(1),
);
const target = fc.oneof(
  place,
  fc.tuple(fc.constantFrom(...HOSTS), place).map(([host, at]) => `https://${host}${at}`),
);
const routes = fc.array(
  fc
    .record({
      path,
      action: fc.constantFrom('redirect', 'redirect', 'block'),
      gate: fc.constantFrom('on', 'off'),
      on: target,
      off: target,
    })
    .map(({ on, ...route }) => ({
      ...route,
      hosts: HOSTS,
      ...(route.action === 'redirect' && { on }),
    })),
  { minLength: 1, maxLength: 5 },
);
const start = fc.record({
  host: fc.constantFrom(...HOSTS),
  uri: fc.constantFrom('/', '/a', '/b', '/c', '/a/x', '/%61', '//a', '/x/../b'),
  querystring: fc.constantFrom('', 'x=1', 'v=b'),
});

describe('whatever redirects there are between the hosts of a site', () => {
  it('a browser arrives', async () => {
    await fc.assert(
      fc.asyncProperty(routes, start, async (routes, from) => {
        const { handler, stop } = handlerOnSpecs(SPECS, { routes }, { log: () => {} });
        let at: { host: string; uri: string; querystring: string } = from;
        for (let hops = 0; ; hops += 1) {
          assert.ok(hops <= BROWSER_HOPS, `it is still going round at ${JSON.stringify(at)}`);
          const { config, request } = aViewerRequest({ host: [{ value: at.host }] });
          const { uri, querystring } = at;
          const event = {
            Records: [{ cf: { config, request: { ...request, uri, querystring } } }],
          };
          const { headers } = (await handler(event as never)) as CloudFrontResult;
          const location = headers?.location?.[0]?.value;
          if (location === undefined) break;
          const url = new URL(location, `https://${at.host}${at.uri}`);
          at = { host: url.host, uri: url.pathname, querystring: url.search.slice(1) };
        }
        stop();
      }),
      runs(3_000),
    );
  });
});
