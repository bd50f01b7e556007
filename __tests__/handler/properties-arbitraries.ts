/** What fast-check throws at the handler: requests as CloudFront may hand them over, settings, specs. */
import fc from 'fast-check';
import type { CloudFrontEvent, CloudFrontHeaders } from '../../handler/src/cloudfront';
import { stableIdCookieName } from '../../handler/src/identity/stable-id';
import { aViewerRequest } from '../support/cloudfront-events';
import {
  bucket,
  config,
  everybody,
  experiment,
  failGate,
  gate,
  layer,
  passGate,
  rule,
  type Specs,
  specs,
} from '../support/specs';

/** So many times as often as usual: with 80, and a `--testTimeout` for it, all properties together run a million times. */
const TIMES = Number(process.env.PROPERTY_TIMES ?? 1);

/** The same runs every time: what fails on one machine fails on all. */
export const runs = (numRuns: number) => ({
  seed: 20_260_101,
  endOnFailure: true,
  numRuns: numRuns * TIMES,
});

export const SITE = 'd111111abcdef8.cloudfront.net';
export const COOKIE = stableIdCookieName('client-of-nobody');
/** The one host that some redirects may lead to. */
export const ALLOWED_HOST = 'www.example.com';

/** Mostly the one that leads on to where it gets interesting. */
function mostly<T, U>(usual: T, others: U[]): fc.Arbitrary<T | U> {
  return fc.oneof(
    { arbitrary: fc.constant(usual), weight: 4 },
    { arbitrary: fc.constantFrom(...others), weight: 1 },
  );
}

/** The routes' paths begin with this, however it is spelled; what does not is no business of theirs. */
export const ROUTED = '/in';
const SPELLINGS = ['/%69n', '//in', '/x/../in', '/./%69%6E', '/%2e/in', '/out/%2E./in'];

const text = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), maxLength });

const LETTERS = 'abcXYZ019';
/** No white space, no control character, no `#`, which end before CloudFront; no `?`, which begins the query. */
const uriEnd = text(`${LETTERS}/.*%-_~!$&'()+,;=:@"<>\\^\`{|}å`, 30);
const query = text(`${LETTERS}/?.*%-_~!$&'()+,;=:@"<>\\|`, 30);

const stableId = fc.oneof(
  fc.constantFrom(
    'abc',
    '0b7cc1c8-6b0c-4d0c-9d3f-3c1f0a5b8e11',
    '',
    '%',
    'a b',
    'å',
    'x'.repeat(200),
  ),
  text(`${LETTERS}%-=." `, 20),
);

const cookies = fc.oneof(
  stableId.map((id) => `${COOKIE}=${id}`),
  fc.constantFrom('uid=ann', 'uid=%E0%A4%A', 'consent=yes', 'consent=no', 'consent', '=', ';;;'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
);

/** What the origin must not get in a header of ours. */
export const FORGED = 'forged ';

const headerValue = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });

const headers: fc.Arbitrary<CloudFrontHeaders> = fc
  .record(
    {
      cookie: fc.array(
        fc.array(cookies, { maxLength: 3 }).map((list) => list.join('; ')),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      'user-agent': fc.oneof(
        headerValue,
        fc.constantFrom('Mozilla/5.0 Chrome/140.0', 'Googlebot/2.1'),
      ),
      'x-user': headerValue,
      'x-country': fc.constantFrom('SE', 'se', 'Sweden', ''),
      'x-statsig-stable-id': headerValue,
      'x-statsig-differs': headerValue.map((value) => `${FORGED}${value}`),
      'x-variant': headerValue.map((value) => `${FORGED}${value}`),
      purpose: fc.constantFrom('prefetch', 'other'),
      'content-length': fc.constant('0'),
      via: fc.constant('1.1 example'),
    },
    { requiredKeys: [] },
  )
  .map((values) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        [value].flat().map((one) => ({ key: name, value: one })),
      ]),
    ),
  );

/** A request for what routes may be for, or one that they are not for. */
export function arbitraryEvent(routed: boolean): fc.Arbitrary<CloudFrontEvent> {
  return fc
    .record({
      headers,
      uri: fc
        .tuple(routed ? mostly(ROUTED, SPELLINGS) : fc.constant('/out'), uriEnd)
        .map(([start, end]) => start + end),
      querystring: query,
      method: mostly('GET', ['HEAD', 'POST', 'OPTIONS']),
      host: mostly(SITE, [ALLOWED_HOST, ALLOWED_HOST.toUpperCase(), `${SITE}:443`, 'example.com']),
    })
    .map(({ headers, host, ...request }) => {
      const event = aViewerRequest({ ...headers, host: [{ key: 'Host', value: host }] });
      return { Records: [{ cf: { ...event, request: { ...event.request, ...request } } }] };
    });
}

const ASTRAY = [
  '/in/a',
  '/other?x=1',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  'https://evil.example/',
  `https://${ALLOWED_HOST}/welcome`,
  `https://${ALLOWED_HOST}.evil.example/`,
  `https://${ALLOWED_HOST}@evil.example/`,
  `https:${ALLOWED_HOST}`,
  'https:/in',
  `HTTPS://${ALLOWED_HOST.toUpperCase()}`,
  'http://evil.example',
  'javascript:alert(1)',
  '*',
  '*/*',
  '/*',
  '/a b',
  '/å',
  '/a#b',
  '/a\r\nSet-Cookie: x=y',
  `/${'x'.repeat(9_000)}`,
  '',
  '..',
  '/..//evil.example',
];

/** Whatever somebody may type into the Statsig console, with an eye to what leads astray. */
const parameterValue: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.constantFrom(...ASTRAY), weight: 6 },
  fc.string({ maxLength: 30 }),
  text('/\\:.*?#@hts%2f evil', 20),
  fc.jsonValue({ maxDepth: 2 }),
);

const GATES = ['on', 'off', 'half', 'listed', 'unless listed', 'circle', 'missing'];

/** One gate of each kind, a config and a layer with two parameters. */
export const arbitrarySpecs: fc.Arbitrary<Specs> = fc
  .record({ a: parameterValue, b: parameterValue })
  .map((value) =>
    specs({
      feature_gates: [
        gate('on', [rule([everybody])]),
        gate('off', [rule([everybody], { passPercentage: 0 })]),
        gate('half', [rule([everybody], { passPercentage: 50, idType: 'stableID' })]),
        gate('listed', [
          rule([{ type: 'unit_id', operator: 'in_segment_list', targetValue: 'x' }]),
        ]),
        gate('unless listed', [rule([failGate('listed')])]),
        gate('circle', [rule([passGate('circle')])]),
      ],
      dynamic_configs: [
        config('values', [rule([everybody], { returnValue: value })]),
        experiment('test', [rule([bucket('lt', 900)], { returnValue: value })]),
      ],
      layer_configs: [layer('page', [rule([everybody], { configDelegate: 'test' })])],
    }),
  );

const subject = fc.oneof(
  fc.constantFrom(...GATES).map((name) => ({ gate: name })),
  fc
    .record({
      of: fc.constantFrom(
        { config: 'values' },
        { experiment: 'test' },
        { layer: 'page' },
        { config: '-' },
      ),
      parameter: fc.constantFrom('a', 'a', 'b', 'b', 'c'),
    })
    .map(({ of, parameter }) => ({ ...of, parameter })),
);

/** What is refused in the settings already would not get as far as a request. */
const target = fc.constantFrom('/in/b', '/in/*', '/new*', '/a/../b', '/%2f%2fevil.example');

const path = mostly('/in*', ['/in/*', '/in?', '/in*a*', '/in*/*']);

const move = fc
  .record({
    of: subject,
    action: fc.constantFrom('rewrite', 'redirect'),
    on: target,
    off: target,
  })
  .map(({ of, on, off, action }) => ({ action, ...of, ...('gate' in of && { on, off }) }));

const action = fc.oneof(
  fc.constantFrom({ action: 'pass' }, { action: 'bootstrap' }),
  subject.map((of) => ({ action: 'respond', ...of })),
  subject.map((of) => ({ action: 'header', header: 'x-variant', ...of })),
  // They are what can go astray.
  { arbitrary: move, weight: 4 },
);

const byDefault = (route: object) => ('gate' in route ? 'true' : '/in/default');

const route = fc
  .record({
    path,
    action,
    methods: fc.constantFrom(undefined, ['GET'], ['get', 'HEAD']),
    assets: mostly(undefined, [false]),
    status: fc.constantFrom(undefined, 301, 307),
    allowsHost: fc.boolean(),
    hasDefault: fc.boolean(),
  })
  .map(({ action, allowsHost, hasDefault, ...route }) => ({
    ...route,
    ...action,
    ...(allowsHost && { hosts: [ALLOWED_HOST] }),
    ...(hasDefault && { default: byDefault(action) }),
  }));

/** Specs that are broken somewhere, beside those that are not. */
export const hostileSpecs = fc.oneof(
  { arbitrary: arbitrarySpecs.map((specs): unknown => specs), weight: 3 },
  { arbitrary: mutated(arbitrarySpecs), weight: 1 },
);

/** Settings that {@link parseSettings} takes, without `clientKey` and `specs`. */
export const arbitrarySettings = fc.record({
  routes: fc.array(route, { minLength: 1, maxLength: 4 }),
  identity: fc.record(
    {
      stableIdCookie: fc.boolean(),
      everywhere: fc.boolean(),
      consentCookie: fc.constantFrom('consent', 'consent=yes'),
      userIdCookie: fc.constant('uid'),
      userIdHeader: fc.constant('X-User'),
      anonymousUserId: fc.constantFrom('stableID', 'none'),
      countryHeader: fc.constant('x-country'),
    },
    { requiredKeys: [] },
  ),
  environment: fc.constantFrom(null, 'staging'),
});

/** One value somewhere in a JSON document, at any depth, replaced by another. */
export function mutated(document: fc.Arbitrary<object>): fc.Arbitrary<unknown> {
  return fc
    .record({ document, at: fc.nat(), value: fc.oneof(fc.constant(undefined), fc.jsonValue()) })
    .map(({ document, at, value }) => {
      const copy = JSON.parse(JSON.stringify(document));
      const places = placesIn(copy);
      const place = places[at % places.length];
      if (place === undefined) return value;
      place.parent[place.key] = value;
      return JSON.parse(JSON.stringify(copy));
    });
}

type Container = Record<string, unknown>;

function placesIn(container: Container): { parent: Container; key: string }[] {
  return Object.entries(container).flatMap(([key, value]) => [
    { parent: container, key },
    ...(typeof value === 'object' && value !== null ? placesIn(value as Container) : []),
  ]);
}
