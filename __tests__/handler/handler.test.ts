import { describe, expect, it, jest } from '@jest/globals';
import type { CloudFrontHeaders, CloudFrontRequest } from '../../handler/src/cloudfront';
import { isResponse } from '../../handler/src/decision';
import type { Exposure } from '../../handler/src/exposures/exposure';
import type { Outbox } from '../../handler/src/exposures/outbox';
import { createHandler, type HandlerOptions } from '../../handler/src/handler';
import { stableIdCookieName } from '../../handler/src/identity/stable-id';
import type { Decide } from '../../handler/src/own-context';
import { ownDecision } from '../../handler/src/own-decision';
import { routeDecisions } from '../../handler/src/routes/decision';
import { checkResult } from '../../local-edge/rules';
import { aViewerRequest, aViewerResponse, type ViewerEvent } from '../support/cloudfront-events';
import { aSnapshot } from '../support/handler/a-snapshot';
import { logBook } from '../support/handler/log-book';
import { CLIENT_KEY, settingsFor } from '../support/handler/settings-for';
import { aGate } from '../support/handler/specs-text';

const COOKIE = stableIdCookieName(CLIENT_KEY);
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const KEPT_ID = '2b5c4d7e-8f90-4a1b-9c2d-3e4f5a6b7c8d';
const BROWSER = { 'user-agent': [{ key: 'User-Agent', value: 'Mozilla/5.0 Firefox/127.0' }] };

const withCookie = (value: string): CloudFrontHeaders => ({
  ...BROWSER,
  cookie: [{ key: 'Cookie', value }],
});

interface SetUp {
  settings?: Record<string, unknown>;
  decide?: Decide;
  outbox?: Pick<Outbox, 'add' | 'sendIfDue'>;
  metrics?: HandlerOptions['metrics'];
}

/** The handler over one gate that is on; every result is held against CloudFront's rules. */
function handlerOf({ settings: json = {}, decide, outbox, metrics }: SetUp = {}) {
  const settings = settingsFor({ routes: [{ action: 'respond', gate: 'on' }], ...json });
  const { log, lines } = logBook();
  const handle = createHandler({
    settings,
    findDecision: decide ? ownDecision(decide, log) : routeDecisions(settings, log),
    specsCache: { current: () => aSnapshot({ gates: [aGate('on', {})] }) },
    outbox: outbox ?? null,
    metrics: metrics ?? null,
    log,
  });
  const handler = async (cf: ViewerEvent) => {
    const before = structuredClone(cf);
    const result = await handle({ Records: [{ cf }] });
    expect(checkResult(cf.config.eventType, before, result)).toEqual([]);
    return result;
  };
  return Object.assign(handler, { lines });
}

const setCookies = ({ headers }: { headers?: CloudFrontHeaders }) =>
  headers?.['set-cookie']?.map(({ value }) => value) ?? [];

describe('a new visitor', () => {
  it('who is answered here gets the cookie with the answer', async () => {
    const answer = await handlerOf()(aViewerRequest());
    expect(setCookies(answer)).toEqual([
      expect.stringMatching(
        new RegExp(`^${COOKIE}=${UUID}; Path=/; Max-Age=31536000; Secure; SameSite=Lax$`),
      ),
    ]);
  });

  it('who goes on gets it on the way back', async () => {
    const route = { action: 'header', header: 'x-on', gate: 'on' };
    const handle = handlerOf({ settings: { routes: [route] } });
    const request = (await handle(aViewerRequest())) as CloudFrontRequest;
    const id = request.headers['x-statsig-stable-id']?.[0]?.value;
    expect(id).toMatch(new RegExp(`^${UUID}$`));
    const response = await handle({ ...aViewerResponse(), request });
    expect(setCookies(response)).toEqual([expect.stringMatching(`^${COOKIE}=${id};`)]);
  });

  it('is evaluated by the id that is handed out', async () => {
    const settings = { identity: { anonymousUserId: 'stableID' } };
    const answer = await handlerOf({ settings })(aViewerRequest());
    const { user } = JSON.parse('body' in answer ? (answer.body ?? '') : '');
    expect(setCookies(answer)[0]).toContain(`${COOKIE}=${user.customIDs.stableID};`);
    expect(user.userID).toBe(user.customIDs.stableID);
  });

  it('without consent gets none', async () => {
    const settings = { identity: { consentCookie: 'consent=yes' } };
    const handle = handlerOf({ settings });
    expect(setCookies(await handle(aViewerRequest()))).toEqual([]);
    expect(setCookies(await handle(aViewerRequest(withCookie('consent=yes'))))).toHaveLength(1);
  });

  describe('whose request nothing decides on', () => {
    const routes = [
      { path: '/api/*', action: 'pass' },
      { path: '/on', action: 'header', header: 'x-on', gate: 'on' },
    ];
    const handleWith = (identity: object) => handlerOf({ settings: { routes, identity } });
    const asks = (uri: string, headers: CloudFrontHeaders = BROWSER, method = 'GET') => {
      const { config, request } = aViewerRequest(headers);
      return { config, request: { ...request, uri, method } };
    };

    it.each(['/', '/about.html', '/api/a', '/v1.2/'])(
      'gets it on the way back from %s, where the settings say everywhere',
      async (uri) => {
        const handle = handleWith({ everywhere: true });
        const request = (await handle(asks(uri))) as CloudFrontRequest;
        const id = request.headers['x-statsig-stable-id']?.[0]?.value;
        expect(id).toMatch(new RegExp(`^${UUID}$`));
        expect(request.headers.cookie).toEqual([{ key: 'Cookie', value: `${COOKIE}=${id}` }]);
        // The page of the origin's is the same for everybody; this answer to it is not.
        const response = await handle({ ...aViewerResponse(), request });
        expect(setCookies(response)).toEqual([expect.stringMatching(`^${COOKIE}=${id};`)]);
        expect(response.headers).toMatchObject({ 'cache-control': [{ value: 'private' }] });
      },
    );

    it.each<[string, object, ReturnType<typeof asks>]>([
      ['the settings do not say so', {}, asks('/')],
      ['a file follows its page', { everywhere: true }, asks('/app.js')],
      ['nothing is read', { everywhere: true }, asks('/', BROWSER, 'POST')],
      ['an id is there', { everywhere: true }, asks('/', withCookie(`${COOKIE}=${KEPT_ID}`))],
      ['there is no consent', { everywhere: true, consentCookie: 'consent=yes' }, asks('/')],
    ])('passes untouched where %s', async (_, identity, event) => {
      const before = structuredClone(event.request);
      expect(await handleWith(identity)(event)).toEqual(before);
    });

    it('is the same one on the route that comes next', async () => {
      const handle = handleWith({ everywhere: true });
      const request = (await handle(asks('/'))) as CloudFrontRequest;
      const cookie = setCookies(await handle({ ...aViewerResponse(), request }))[0]?.split(';')[0];
      const next = await handle(asks('/on', withCookie(cookie ?? '')));
      expect(next).not.toHaveProperty(['headers', 'x-statsig-stable-id']);
    });
  });

  it('gets nobody else’s, though a function answers with a constant', async () => {
    const constant = { status: '503', headers: {}, body: 'Back soon' };
    const handle = handlerOf({ decide: () => constant });
    const first = await handle(aViewerRequest());
    const second = await handle(aViewerRequest());
    expect(setCookies(first)).toHaveLength(1);
    expect(setCookies(second)).toHaveLength(1);
    expect(setCookies(second)).not.toEqual(setCookies(first));
    expect(constant).toEqual({ status: '503', headers: {}, body: 'Back soon' });
  });
});

describe('a returning visitor', () => {
  it('keeps the id, and gets no cookie again', async () => {
    const answer = await handlerOf()(aViewerRequest(withCookie(`a=1; ${COOKIE}=mine`)));
    expect(setCookies(answer)).toEqual([]);
    expect('body' in answer && answer.body).toContain('"stableID": "mine"');
  });

  it('who goes on gets nothing on the way back', async () => {
    const route = { action: 'header', header: 'x-on', gate: 'on' };
    const handle = handlerOf({ settings: { routes: [route] } });
    const request = (await handle(
      aViewerRequest(withCookie(`${COOKIE}=mine`)),
    )) as CloudFrontRequest;
    expect(setCookies(await handle({ ...aViewerResponse(), request }))).toEqual([]);
  });
});

describe('a request that no route is for', () => {
  it('passes untouched', async () => {
    const handle = handlerOf({ settings: { routes: [] } });
    expect(await handle(aViewerRequest(BROWSER))).toEqual(aViewerRequest(BROWSER).request);
  });

  it('cannot bring an id of its own for viewer-response', async () => {
    const forged = { 'x-statsig-stable-id': [{ key: 'X-Statsig-Stable-Id', value: 'forged' }] };
    for (const routes of [[], [{ action: 'header', header: 'x-on', gate: 'on' }]]) {
      const handle = handlerOf({ settings: { routes } });
      const event = aViewerRequest({ ...withCookie(`${COOKIE}=mine`), ...forged });
      const request = (await handle(event)) as CloudFrontRequest;
      expect(request.headers).not.toHaveProperty('x-statsig-stable-id');
      expect(setCookies(await handle({ ...aViewerResponse(), request }))).toEqual([]);
    }
  });
});

describe('exposures', () => {
  function outboxOf() {
    const added: Exposure[] = [];
    const sendIfDue = jest.fn(async () => {});
    return { added, sendIfDue, add: (exposure: Exposure) => added.push(exposure) };
  }

  it('are left by who looks, and sent with the request', async () => {
    const outbox = outboxOf();
    await handlerOf({ outbox })(aViewerRequest(BROWSER));
    expect(outbox.added.map(({ metadata }) => metadata.gate)).toEqual(['on']);
    expect(outbox.sendIfDue).toHaveBeenCalledTimes(1);
  });

  it.each<[string, Record<string, unknown>, CloudFrontHeaders, boolean]>([
    ['keeps no id for want of consent', { consentCookie: 'consent' }, BROWSER, false],
    ['may keep none', { stableIdCookie: false }, BROWSER, false],
    ['is given one to keep', {}, BROWSER, true],
    ['has one', { stableIdCookie: false }, withCookie(`${COOKIE}=${KEPT_ID}`), true],
  ])('are told of a visitor who %s', async (_, identity, headers, isKept) => {
    const add = jest.fn<Outbox['add']>();
    const handle = handlerOf({
      settings: { identity },
      outbox: { add, sendIfDue: async () => {} },
    });
    await handle(aViewerRequest(headers));
    const [exposure, unkeptId] = add.mock.calls[0] ?? [];
    expect(unkeptId).toBe(isKept ? null : exposure?.user.customIDs?.stableID);
  });

  it('are sent with what the request adds', async () => {
    const order: string[] = [];
    const outbox = {
      add: () => void order.push('add'),
      sendIfDue: async () => void order.push('send'),
    };
    await handlerOf({ outbox })(aViewerRequest(BROWSER));
    expect(order).toEqual(['add', 'send']);
  });

  it('are not left where nothing comes of it: no target that works, a function that fails', async () => {
    const outbox = outboxOf();
    const toNowhere = { action: 'rewrite', gate: 'on', on: '/*', path: '/old/*' };
    const event = aViewerRequest(BROWSER);
    event.request.uri = `/old/${'ä'}`;
    await handlerOf({ outbox, settings: { routes: [toNowhere] } })(event);
    const decide: Decide = ({ statsig }) => {
      statsig.checkGate('on');
      throw new Error('broken');
    };
    await handlerOf({ outbox, decide })(aViewerRequest(BROWSER));
    expect(outbox.added).toEqual([]);
  });

  it('are not left by HEAD, prefetch or a bot, which get the same answer', async () => {
    const outbox = outboxOf();
    const handle = handlerOf({ outbox });
    const head = aViewerRequest(BROWSER);
    const prefetch = aViewerRequest({ ...BROWSER, 'sec-purpose': [{ value: 'prefetch' }] });
    const bot = aViewerRequest();
    for (const event of [
      { ...head, request: { ...head.request, method: 'HEAD' } },
      prefetch,
      bot,
    ]) {
      const answer = await handle(event);
      expect('body' in answer && answer.body).toContain('"gateValue": true');
    }
    expect(outbox.added).toEqual([]);
  });

  it('are waited for: Lambda freezes what goes on after the answer', async () => {
    let sent = false;
    const sendIfDue = async () => {
      await new Promise((done) => setImmediate(done));
      sent = true;
    };
    await handlerOf({ outbox: { add: () => {}, sendIfDue } })(aViewerRequest());
    expect(sent).toBe(true);
  });
});

describe('metrics', () => {
  it.each<[string, SetUp, string, string]>([
    ['an answer', {}, '/*', '200'],
    [
      'a request that goes on',
      { settings: { routes: [{ path: '/', action: 'header', header: 'x-on', gate: 'on' }] } },
      '/',
      'request',
    ],
    ['an answer of one’s own', { decide: () => ({ status: '403' }) }, 'your handler', '403'],
    [
      'what fails',
      {
        decide: () => {
          throw new Error('broken');
        },
      },
      'your handler',
      'failed',
    ],
  ])('have %s among the outcomes of its route, and are told with the request', async (...given) => {
    const [, setUp, route, outcome] = given;
    const told: unknown[] = [];
    const metrics = {
      count: (metric: string) => told.push(metric),
      countOutcome: (...counted: string[]) => told.push(counted),
      tellIfDue: () => told.push('told'),
    };
    await handlerOf({ ...setUp, metrics })(aViewerRequest(BROWSER));
    const failed = outcome === 'failed' ? ['DecisionsFailed'] : [];
    expect(told).toEqual([...failed, [route, outcome], 'told']);
  });
});

describe('a function of the user’s own', () => {
  it('evaluates for what it adds to the user, and for nobody after', async () => {
    const seen: unknown[] = [];
    const handle = handlerOf({
      decide: ({ request, user, statsig }) => {
        seen.push(user.custom);
        user.custom = { ...user.custom, plan: 'pro' };
        return statsig.checkGate('on') ? request : { status: '403' };
      },
    });
    expect(isResponse((await handle(aViewerRequest())) as CloudFrontRequest)).toBe(false);
    await handle(aViewerRequest());
    expect(seen).toEqual([undefined, undefined]);
  });

  it('that fails lets the request pass, with the id of a new visitor', async () => {
    const handle = handlerOf({
      decide: () => {
        throw new Error('broken');
      },
    });
    const request = (await handle(aViewerRequest())) as CloudFrontRequest;
    expect(request.uri).toBe('/');
    expect(request.headers).toHaveProperty('x-statsig-stable-id');
  });
});

describe('a page that another visitor may get otherwise', () => {
  /** What a cache on the way to the browser is told of the origin's page, which anybody may keep. */
  const cacheControlOf = async (setUp: SetUp) => {
    const handle = handlerOf(setUp);
    const request = (await handle(
      aViewerRequest(withCookie(`${COOKIE}=${KEPT_ID}`)),
    )) as CloudFrontRequest;
    const { config, response } = aViewerResponse();
    response.headers['cache-control'] = [{ key: 'Cache-Control', value: 'public, max-age=60' }];
    const { headers } = await handle({ config, request, response });
    return headers?.['cache-control']?.map(({ value }) => value);
  };
  const route = (fields: object): SetUp => ({ settings: { routes: [fields] } });

  it.each<[string, SetUp]>([
    ['has a header', route({ action: 'header', header: 'x-v', gate: 'on' })],
    ['is another', route({ action: 'rewrite', on: '/new', gate: 'on' })],
    ['is the one that others do not get', route({ action: 'rewrite', off: '/old', gate: 'on' })],
    ['others are sent away from', route({ action: 'redirect', off: '/old', gate: 'on' })],
    ['others are refused', route({ action: 'block', gate: 'on' })],
    [
      'a function of the user’s own asked for',
      { decide: ({ request, statsig }) => (statsig.checkGate('on') ? request : { status: '404' }) },
    ],
  ])('is private: it %s', async (_, setUp) => {
    expect(await cacheControlOf(setUp)).toEqual(['private, max-age=60']);
  });

  it.each<[string, SetUp]>([
    ['no route is for it', route({ path: '/other', action: 'respond', gate: 'on' })],
    ['a route leaves it alone', route({ action: 'pass' })],
    ['a function of the user’s own asked nothing', { decide: ({ request }) => request }],
    [
      'the kill switch is on',
      {
        settings: {
          routes: [{ action: 'header', header: 'x-v', gate: 'other' }],
          killSwitchGate: 'on',
        },
      },
    ],
  ])('and no other is: %s', async (_, setUp) => {
    expect(await cacheControlOf(setUp)).toEqual(['public, max-age=60']);
  });

  it('is not marked where no function takes the response', async () => {
    const routes = [{ action: 'header', header: 'x-v', gate: 'on' }];
    const handle = handlerOf({ settings: { routes, identity: { stableIdCookie: false } } });
    const { headers } = (await handle(aViewerRequest())) as CloudFrontRequest;
    expect(Object.keys(headers).sort()).toEqual(['accept', 'host', 'user-agent', 'x-v']);
  });
});

describe('what nobody foresaw', () => {
  const broken = () => {
    throw new Error('broken');
  };

  it('lets the request pass as it came, and the log says so', async () => {
    const metrics = { count: () => {}, countOutcome: () => {}, tellIfDue: broken };
    const handle = handlerOf({ metrics });
    expect(await handle(aViewerRequest())).toEqual(aViewerRequest().request);
    expect(handle.lines).toEqual([
      {
        level: 'error',
        message: 'The handler failed; what it was given passes',
        details: { reason: 'broken' },
      },
    ]);
  });

  it('nor does a log that fails itself keep the request', async () => {
    const handle = handlerOf({
      decide: broken,
      metrics: { count: () => {}, countOutcome: () => {}, tellIfDue: broken },
    });
    handle.lines.push = broken;
    expect(await handle(aViewerRequest())).toEqual(aViewerRequest().request);
  });

  it('lets the response pass as it came', async () => {
    const cf = { ...aViewerResponse(), request: null as never };
    expect(await handlerOf()(cf)).toEqual(aViewerResponse().response);
  });
});
