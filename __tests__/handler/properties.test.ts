// Not jest's `expect`, which takes most of the time when it is asked a hundred thousand times.
import assert from 'node:assert/strict';
import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import type {
  CloudFrontEvent,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontResult,
} from '../../handler/src/cloudfront';
import { findCookie } from '../../handler/src/cookies';
import type { EdgeHandler } from '../../handler/src/handler';
import type { Decide } from '../../handler/src/own-context';
import { normalPath } from '../../handler/src/routes/normal-path';
import { SpecsError } from '../../handler/src/specs';
import { checkResult } from '../../local-edge/rules';
import { aViewerResponse } from '../support/cloudfront-events';
import { type HandlerOnSpecs, handlerOnSpecs } from '../support/specs-handler';
import {
  ALLOWED_HOST,
  arbitraryEvent,
  arbitrarySettings,
  COOKIE,
  FORGED,
  hostileSpecs,
  ROUTED,
  runs,
} from './properties-arbitraries';
import { hostileFields, hostileOutcome } from './properties-outcomes';

type Result = CloudFrontRequest | CloudFrontResult | CloudFrontResponse;

describe('whatever is asked, under whatever settings and specs', () => {
  it('the answer is one that CloudFront takes, on this site, and the same for the same visitor', async () => {
    const given = fc.record({
      settings: arbitrarySettings,
      specs: hostileSpecs,
      events: fc.array(arbitraryEvent(true), { minLength: 1, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ settings, specs, events }) => {
        const onSpecs = handlerOf(specs, settings);
        for (const event of events) {
          const result = await run(onSpecs.handler, event);
          checkOnThisSite(event, result, settings.routes);
          checkQueryKept(event, result);
          checkNoForgedHeader(result, settings.routes);
          await checkSameAgain(onSpecs.handler, event);
          await checkIdKept(onSpecs.handler, event, result, settings.identity);
        }
        onSpecs.stop();
      }),
      runs(2_000),
    );
  });

  it('what no route is for passes untouched, but for the id of a new visitor everywhere', async () => {
    const given = fc.record({
      settings: arbitrarySettings,
      specs: hostileSpecs,
      event: arbitraryEvent(false),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ settings, specs, event }) => {
        const onSpecs = handlerOf(specs, settings);
        const { request } = structuredClone(event).Records[0].cf;
        fc.pre(!normalPath(request.uri).startsWith(ROUTED));
        for (const name of headersOfOurs(settings.routes)) delete request.headers[name];
        const result = await run(onSpecs.handler, event);
        const { everywhere = false } = settings.identity;
        const untouched = everywhere ? withoutId : (whole: Result) => whole;
        assert.deepEqual(untouched(result), untouched(request));
        if (everywhere) await checkIdKept(onSpecs.handler, event, result, settings.identity);
        onSpecs.stop();
      }),
      runs(1_000),
    );
  });

  it('a function of a user’s own may do what it likes: throw, forget, or return something else', async () => {
    const behaviour = fc.record({
      gate: fc.constantFrom('on', 'half', 'listed', 'missing', ''),
      change: fc.oneof(fc.constant({}), hostileFields),
      ends: fc.constantFrom('throw', 'return', 'forget', 'request'),
      outcome: hostileOutcome,
    });
    const given = fc.record({ behaviour, specs: hostileSpecs, event: arbitraryEvent(true) });
    await fc.assert(
      fc.asyncProperty(
        given,
        async ({ behaviour: { gate, change, ends, outcome }, specs, event }) => {
          const decide: Decide = ({ request, user, statsig }) => {
            user.email = 'ann@example.com';
            statsig.checkGate(gate);
            Object.assign(request, change);
            if (ends === 'throw') throw outcome;
            if (ends === 'request') return request;
            return (ends === 'forget' ? undefined : outcome) as CloudFrontRequest;
          };
          const onSpecs = handlerOf(specs, {}, decide);
          await run(onSpecs.handler, event);
          onSpecs.stop();
        },
      ),
      runs(1_000),
    );
  });
});

/** On specs that are good for nothing no snapshot is built: nothing is asked of them. */
function handlerOf(specs: unknown, settings: object, decide?: Decide): HandlerOnSpecs {
  try {
    const text = JSON.stringify(specs) ?? '';
    return handlerOnSpecs(text, { ...settings }, { decide, log: () => {} });
  } catch (error) {
    fc.pre(!(error instanceof SpecsError));
    throw error;
  }
}

/** Runs a copy of the event, and holds the result against CloudFront's rules. */
async function run(handler: EdgeHandler, event: CloudFrontEvent): Promise<Result> {
  const result = await handler(structuredClone(event));
  assert.deepEqual(
    checkResult(event.Records[0].cf.config.eventType, event.Records[0].cf, result),
    [],
  );
  return result;
}

function isResponse(result: Result): result is CloudFrontResult {
  return 'status' in result;
}

/** As a browser reads it: relative to the page, with all that browsers forgive. */
function checkOnThisSite(
  { Records }: CloudFrontEvent,
  result: Result,
  routes: { hosts?: string[] }[],
): void {
  const location = isResponse(result) && result.headers?.location?.[0]?.value;
  if (typeof location !== 'string') return;
  const { uri, headers } = Records[0].cf.request;
  const here = new URL(`https://${headers.host?.[0]?.value}${encodeURI(uri)}`);
  const { host, protocol } = new URL(location, here);
  const others = routes.some(({ hosts }) => hosts !== undefined) ? [ALLOWED_HOST] : [];
  const allowed = [here.host, ...others];
  assert.ok(allowed.includes(host), `${location} leads to ${host}`);
  assert.equal(protocol, 'https:');
}

function checkQueryKept({ Records }: CloudFrontEvent, result: Result): void {
  const { querystring } = Records[0].cf.request;
  if (!isResponse(result)) assert.equal((result as CloudFrontRequest).querystring, querystring);
  const location = isResponse(result) && result.headers?.location?.[0]?.value;
  if (typeof location !== 'string' || querystring === '') return;
  assert.match(location, /\?/);
  assert.ok(location.endsWith(querystring), `${location} lost ${querystring}`);
}

/** Those that a viewer has no business in sending. */
function headersOfOurs(routes: object[]): string[] {
  return [
    ...['x-statsig-stable-id', 'x-statsig-differs'],
    ...routes.flatMap((route) => ('header' in route ? [String(route.header)] : [])),
  ];
}

function checkNoForgedHeader(result: Result, routes: object[]): void {
  if (isResponse(result)) return;
  for (const name of headersOfOurs(routes)) {
    const value = result.headers?.[name]?.[0]?.value ?? '';
    assert.ok(!value.startsWith(FORGED), `${name} is the viewer's own`);
  }
}

async function checkSameAgain(handler: EdgeHandler, event: CloudFrontEvent): Promise<void> {
  const known = withId(event, 'known-visitor');
  const result = await run(handler, known);
  assert.equal(idGivenBy(result), null);
  assert.deepEqual(withoutTime(await run(handler, known)), withoutTime(result));
}

/** The request of a browser that has an id; it has replaced what could not be used. */
function withId(event: CloudFrontEvent, id: string): CloudFrontEvent {
  const copy = structuredClone(event);
  const { headers } = copy.Records[0].cf.request;
  headers.cookie = [
    { key: 'Cookie', value: `${COOKIE}=${id}` },
    ...(headers.cookie ?? []).map(({ value }) => ({ value: value.replaceAll(COOKIE, 'old') })),
  ];
  return copy;
}

/** Who is new is given one id, in one place, and gets the same answer when it is sent back. */
async function checkIdKept(
  handler: EdgeHandler,
  event: CloudFrontEvent,
  result: Result,
  identity: { stableIdCookie?: boolean },
): Promise<void> {
  const id = idGivenBy(result);
  if (id === null) return;
  assert.notEqual(identity.stableIdCookie, false);
  assert.match(id, /^[0-9a-f-]{36}$/);
  if (!isResponse(result)) {
    assert.equal(await cookieOnResponse(handler, result as CloudFrontRequest), id);
  }
  const again = await run(handler, withId(event, id));
  assert.equal(idGivenBy(again), null);
  assert.deepEqual(withoutId(again), withoutId(result));
}

/** The id that a new visitor was given, or null. */
function idGivenBy(result: Result): string | null {
  const given = isResponse(result)
    ? (result.headers?.['set-cookie'] ?? []).map(({ value }) => value.split(/[=;]/)[1])
    : (result.headers?.['x-statsig-stable-id'] ?? []).map(({ value }) => value);
  assert.ok(given.length <= 1);
  return given[0] ?? null;
}

async function cookieOnResponse(
  handler: EdgeHandler,
  request: CloudFrontRequest,
): Promise<string | null> {
  const { config, response } = aViewerResponse();
  const result = await run(handler, { Records: [{ cf: { config, request, response } }] });
  const [cookie] = result.headers?.['set-cookie'] ?? [];
  return cookie === undefined
    ? null
    : findCookie({ cookie: [{ value: cookie.value.split(';')[0] ?? '' }] }, COOKIE);
}

/** Answers tell the time. */
function withoutTime(result: Result): unknown {
  const copy = structuredClone(result);
  if (isResponse(copy)) copy.body = copy.body?.replace(/"timestamp": "[^"]*"/, '');
  return copy;
}

function withoutId(result: Result): unknown {
  const copy = withoutTime(result) as Result;
  for (const name of ['set-cookie', 'cookie', 'x-statsig-stable-id']) delete copy.headers?.[name];
  return copy;
}
