import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isResponse } from '../../handler/src/decision';
import { djb2 } from '../../handler/src/djb2';
import { stableIdCookieName } from '../../handler/src/identity/stable-id';
import { checkResult } from '../../local-edge/rules';
import { aViewerRequest, aViewerResponse } from '../support/cloudfront-events';
import {
  anExperiment,
  Browser,
  bodyOf,
  KEY,
  OTHER_KEY,
  STICKY,
} from '../support/handler/kept-groups';
import { bucket, layer, rule, type Spec, specs } from '../support/specs';
import { handlerOnSpecs } from '../support/specs-handler';

const ID_COOKIE = stableIdCookieName('client-of-nobody');
const ROUTES = [
  { path: '/a', action: 'respond', experiment: 'a' },
  { path: '/b', action: 'respond', experiment: 'b' },
  { path: '/page', action: 'rewrite', experiment: 'a', parameter: 'path' },
  { path: '/start', action: 'bootstrap' },
];

function edge(configs: Spec[], settings: Record<string, unknown> = {}) {
  const text = JSON.stringify(specs({ dynamic_configs: configs }));
  const more = { stickyExperiments: ['a', 'b'], stickyKeys: [KEY], ...settings };
  return handlerOnSpecs(text, { routes: ROUTES, ...more });
}

/** Everybody is in it, and then nobody is any more. */
const open = (name = 'a', values: object = {}) => anExperiment(name, values);
const closed = (name = 'a', values: object = {}) => anExperiment(name, { allocated: 0, ...values });

interface Asked {
  path?: string;
  headers?: Record<string, string>;
  [setting: string]: unknown;
}

async function colour(
  browser: Browser,
  configs: Spec[],
  { path = '/a', headers = {}, ...settings }: Asked = {},
): Promise<unknown> {
  const { handler } = edge(configs, settings);
  const answer = await browser.visit(handler, path, headers);
  return (bodyOf(answer).value as { colour: string }).colour;
}

const NOBODY = 'of nobody in it';
const visitor = (id = 'visitor-1') => new Browser({ [ID_COOKIE]: id });

/** A visitor with a group in `a`, and which one. */
async function keptIn(configs = [open()], id = 'visitor-1') {
  const browser = visitor(id);
  const group = await colour(browser, configs);
  return { browser, group, cookie: browser.cookies.get(STICKY) ?? '' };
}

describe('a visitor who is in a group', () => {
  it('keeps it when the allocation changes, and somebody new is not in it', async () => {
    const { browser, group } = await keptIn();
    expect(['control', 'test']).toContain(group);
    expect(await colour(browser, [closed()])).toBe(group);
    expect(await colour(visitor(), [closed()])).toBe(NOBODY);
  });

  it('is given the group’s values as they are now', async () => {
    const { browser, group } = await keptIn();
    const changed = closed();
    for (const each of changed.rules) each.returnValue = { colour: `new ${each.id}` };
    expect(await colour(browser, [changed])).toBe(`new ${group}`);
  });

  it('is given a cookie once, which no script reads and no cache keeps', async () => {
    const { handler } = edge([open()]);
    const browser = visitor();
    const first = await browser.visit(handler, '/a');
    expect(first.headers?.['set-cookie']).toEqual([
      {
        key: 'Set-Cookie',
        value: expect.stringMatching(
          /^statsig_sticky=[\w-]{8}\.(control|test)\.[\w-]{22}; Path=\/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax$/,
        ),
      },
    ]);
    expect(first.headers?.['cache-control']?.[0]?.value).toMatch(/^private/);
    const second = await browser.visit(handler, '/a');
    expect(second.headers).not.toHaveProperty('set-cookie');
  });

  it('is reported by the rule of the group, as persisted', async () => {
    const { browser, group } = await keptIn();
    const { handler, takeExposures } = edge([closed()]);
    await browser.visit(handler, '/a');
    expect(takeExposures()).toMatchObject([
      { metadata: { config: 'a', ruleID: group, rulePassed: 'true', reason: 'Persisted' } },
    ]);
  });

  it('is given the cookie on the way back where the request goes on', async () => {
    const toPaths = (experiment: Spec) => {
      for (const each of experiment.rules) each.returnValue = { path: `/${each.id}.html` };
      return experiment;
    };
    const { handler } = edge([toPaths(open())]);
    const browser = visitor();
    const { config } = aViewerRequest();
    const before = { config, request: browser.request('/page') };
    const request = await handler({ Records: [{ cf: structuredClone(before) }] });
    expect(checkResult('viewer-request', before, request)).toEqual([]);
    expect(request).toMatchObject({ uri: expect.stringMatching(/^\/(control|test)\.html$/) });
    const answer = await browser.visit(handler, '/page');
    expect(checkResult('viewer-response', aViewerResponse(), answer)).toEqual([]);
    expect(answer.headers?.['cache-control']).toEqual([{ key: 'Cache-Control', value: 'private' }]);
    const later = await edge([toPaths(closed())]).handler({
      Records: [{ cf: { config, request: browser.request('/page') } }],
    });
    expect(later).toMatchObject({ uri: (request as { uri: string }).uri });
  });

  it('is given a page that no cache keeps for another, though nobody is given an id', async () => {
    const { handler } = edge([closed()], { identity: { stableIdCookie: false } });
    const answer = await visitor().visit(handler, '/page');
    expect(answer.headers?.['cache-control']).toEqual([{ key: 'Cache-Control', value: 'private' }]);
  });

  it('starts the browser’s SDK with it', async () => {
    const { browser, group } = await keptIn();
    const start = async (of: Browser) => {
      const answer = bodyOf(await of.visit(edge([closed()]).handler, '/start'));
      return (answer.dynamic_configs as Record<string, unknown>)[djb2('a')];
    };
    expect(await start(browser)).toMatchObject({
      value: { colour: group },
      rule_id: group,
      is_user_in_experiment: true,
    });
    expect(await start(visitor())).toMatchObject({ value: { colour: NOBODY } });
  });

  it('keeps the groups that a browser was started with', async () => {
    const browser = visitor();
    await browser.visit(edge([open(), open('b')]).handler, '/start');
    expect(await colour(browser, [closed(), closed('b')], { path: '/b' })).not.toBe(NOBODY);
  });

  it('is the same one for a function of your own', async () => {
    const { browser, group } = await keptIn();
    const text = JSON.stringify(specs({ dynamic_configs: [closed()] }));
    const settings = { stickyExperiments: ['a'], stickyKeys: [KEY] };
    const { handler } = handlerOnSpecs(text, settings, {
      decide: ({ statsig }) => ({
        status: '200',
        body: JSON.stringify({ value: statsig.getExperiment('a').get('colour', '') }),
      }),
    });
    expect(bodyOf(await browser.visit(handler, '/'))).toEqual({ value: group });
  });

  it('is given by a layer what the experiment gives, whichever it would hand over to now', async () => {
    const layered = (configs: Spec[], name: string) =>
      handlerOnSpecs(
        JSON.stringify(
          specs({
            dynamic_configs: configs,
            layer_configs: [
              layer('l', [
                rule([bucket('lt', name === 'a' ? 1_000 : 0)], { id: '1', configDelegate: 'a' }),
                rule([bucket('lt', 1_000)], { id: '2', configDelegate: 'b' }),
              ]),
            ],
          }),
        ),
        {
          routes: [{ path: '/', action: 'respond', layer: 'l', parameter: 'colour' }],
          stickyExperiments: ['a', 'b'],
          stickyKeys: [KEY],
        },
      );
    const shared = { explicitParameters: ['colour'] };
    const configs = [open('a', shared), anExperiment('b', { control: 0, ...shared })];
    const browser = visitor('visitor-2');
    const { value } = bodyOf(await browser.visit(layered(configs, 'a').handler, '/'));
    const { handler, takeExposures } = layered([closed('a', shared), configs[1] as Spec], 'b');
    expect(bodyOf(await browser.visit(handler, '/'))).toMatchObject({ value });
    expect(takeExposures()).toMatchObject([
      { metadata: { config: 'l', ruleID: value, allocatedExperiment: 'a', reason: 'Persisted' } },
    ]);
  });
});

describe('nothing is kept', () => {
  it('where the settings do not say so', async () => {
    const { handler } = edge([open()], { stickyExperiments: null, stickyKeys: null });
    const { browser } = await keptIn();
    const others = visitor();
    expect((await others.visit(handler, '/a')).headers).not.toHaveProperty('set-cookie');
    const off = edge([closed()], { stickyExperiments: null, stickyKeys: null });
    expect(bodyOf(await browser.visit(off.handler, '/a'))).toMatchObject({
      value: { colour: NOBODY },
    });
  });

  it.each<[string, Spec, Record<string, unknown>]>([
    ['of an experiment that is not named', open(), { stickyExperiments: ['b'] }],
    ['of one that is not active', open('a', { isActive: false }), {}],
    ['of who is in no group', closed(), {}],
    ['without consent', open(), { identity: { consentCookie: 'consent' } }],
    ['of somebody without the id', open('a', { idType: 'userID' }), {}],
  ])('%s', async (_, experiment, settings) => {
    const browser = visitor();
    await browser.visit(edge([experiment], settings).handler, '/a');
    expect(browser.cookies.has(STICKY)).toBe(false);
  });

  it('by an id that the visitor does not keep', async () => {
    const browser = new Browser();
    await browser.visit(edge([open()], { identity: { stableIdCookie: false } }).handler, '/a');
    expect(browser.cookies.size).toBe(0);
  });

  it('where the decision fails', async () => {
    const { browser } = await keptIn();
    browser.cookies.delete(STICKY);
    const text = JSON.stringify(specs({ dynamic_configs: [open()] }));
    const settings = { stickyExperiments: ['a'], stickyKeys: [KEY] };
    const { handler } = handlerOnSpecs(text, settings, {
      decide: ({ statsig }) => {
        statsig.getExperiment('a');
        throw new Error('no');
      },
      log: () => {},
    });
    await browser.visit(handler, '/');
    expect(browser.cookies.has(STICKY)).toBe(false);
  });
});

describe('a group ends', () => {
  it('with its experiment, and begins anew when that is active again', async () => {
    const { browser } = await keptIn();
    expect(await colour(browser, [closed('a', { isActive: false })])).toBe(NOBODY);
    expect(browser.cookies.get(STICKY)).toBe('-');
    expect(await colour(browser, [closed()])).toBe(NOBODY);
  });

  it('when it is no longer there, and another one begins', async () => {
    const { browser } = await keptIn();
    const renamed = open();
    for (const each of renamed.rules) each.id = `new-${each.id}`;
    expect(await colour(browser, [renamed])).toMatch(/^control|test$/);
    expect(browser.cookies.get(STICKY)).toContain('.new-');
  });

  it('when the experiment is reset, by which it has another salt', async () => {
    const { browser } = await keptIn();
    expect(await colour(browser, [closed('a', { salt: 'another' })])).toBe(NOBODY);
  });

  it('for another visitor of the same browser, and is there again for the first', async () => {
    const byUser = { idType: 'userID' };
    const as = (user: string) => ({
      headers: { 'x-user': user },
      identity: { userIdHeader: 'x-user' },
    });
    const browser = visitor();
    const group = await colour(browser, [open('a', byUser)], as('one'));
    expect(await colour(browser, [closed('a', byUser)], as('two'))).toBe(NOBODY);
    expect(await colour(browser, [closed('a', byUser)])).toBe(NOBODY);
    expect(await colour(browser, [closed('a', byUser)], as('one'))).toBe(group);
  });
});

describe('a cookie that nobody was given', () => {
  const SALT = open().salt;
  const signed = (key: string, ...text: unknown[]) =>
    createHmac('sha256', Buffer.from(key, 'base64'))
      .update(JSON.stringify(text))
      .digest()
      .subarray(0, 16)
      .toString('base64url');

  it('would be good, signed by the right key', async () => {
    const { group, cookie } = await keptIn();
    const signature = signed(KEY, 'stableID', 'visitor-1', 'a', SALT, group);
    expect(cookie.split('.')).toEqual([expect.any(String), group, signature]);
  });

  const other = (group: string) => (group === 'test' ? 'control' : 'test');

  it.each<[string, (cookie: string, group: string) => string]>([
    ['another group', (cookie, group) => cookie.replace(`.${group}.`, `.${other(group)}.`)],
    ['a rule that is no group', (cookie, group) => cookie.replace(group, 'layerAssignment')],
    [
      'a rule that is no group, signed',
      (cookie) =>
        `${cookie.slice(0, 8)}.layerAssignment.${signed(KEY, 'stableID', 'visitor-1', 'a', SALT, 'layerAssignment')}`,
    ],
    [
      'a key that is not one of ours',
      (cookie, group) =>
        `${cookie.slice(0, 8)}.${group}.${signed(OTHER_KEY, 'stableID', 'visitor-1', 'a', SALT, group)}`,
    ],
    [
      'an empty key',
      (cookie, group) =>
        `${cookie.slice(0, 8)}.${group}.${signed('', 'stableID', 'visitor-1', 'a', SALT, group)}`,
    ],
    ['no signature', (cookie) => cookie.slice(0, cookie.lastIndexOf('.') + 1)],
    ['half a signature', (cookie) => cookie.slice(0, -11)],
    ['a longer signature', (cookie) => `${cookie}AAAA`],
    ['another signature', (cookie) => `${cookie.slice(0, -22)}${'A'.repeat(22)}`],
    ['a thousand entries before it', (cookie) => `${'12345678.x.y~'.repeat(1_000)}${cookie}`],
    ['16 entries before it', (cookie) => `${'12345678.x.y~'.repeat(16)}${cookie}`],
    ['only dots', () => '..~..~..'],
    ['nothing', () => ''],
    ['a line break', (cookie) => `${cookie}%0d%0aSet-Cookie:x=1`],
    ['names of JavaScript', () => 'constructor.__proto__.toString'],
  ])('is none: %s', async (_, forge) => {
    const { browser, group, cookie } = await keptIn();
    browser.cookies.set(STICKY, forge(cookie, String(group)));
    expect(await colour(browser, [closed()])).toBe(NOBODY);
  });

  it('is none: that of another visitor', async () => {
    const { cookie } = await keptIn();
    const thief = visitor('visitor-2');
    thief.cookies.set(STICKY, cookie);
    expect(await colour(thief, [closed()])).toBe(NOBODY);
  });

  it('is none: that of another experiment, under the name of this one', async () => {
    const { browser, cookie } = await keptIn();
    await colour(browser, [open('b')], { path: '/b' });
    const [ofB] = (browser.cookies.get(STICKY) ?? '').split('~');
    browser.cookies.set(STICKY, `${cookie.slice(0, 8)}${ofB?.slice(8)}`);
    expect(await colour(browser, [closed()])).toBe(NOBODY);
    browser.cookies.set(STICKY, ofB ?? '');
    expect(await colour(browser, [closed('b')], { path: '/b' })).not.toBe(NOBODY);
  });

  it('is none: that of another kind of id, with the same value', async () => {
    const { browser } = await keptIn([open()], 'both');
    const headers = { 'x-user': 'both' };
    const settings = { headers, identity: { userIdHeader: 'x-user' } };
    expect(await colour(browser, [closed('a', { idType: 'userID' })], settings)).toBe(NOBODY);
  });

  it('does not hide a good one behind it, nor take its place', async () => {
    const { browser, group, cookie } = await keptIn();
    browser.cookies.set(STICKY, `%E0; ${STICKY}=${cookie}`);
    expect(await colour(browser, [closed()])).toBe(group);
    browser.cookies.set(STICKY, `nothing~${cookie}`);
    expect(await colour(browser, [closed()])).toBe(group);
  });

  it('comes from no header of the viewer’s', async () => {
    const { config, request } = aViewerRequest({
      'x-statsig-sticky': [{ key: 'X-Statsig-Sticky', value: 'mine' }],
    });
    const outcome = await edge([open()]).handler({
      Records: [{ cf: { config, request: { ...request, uri: '/other' } } }],
    });
    expect(isResponse(outcome as never)).toBe(false);
    expect(outcome.headers).not.toHaveProperty('x-statsig-sticky');
  });
});

describe('keys', () => {
  it('that are rotated out are good while they are named, and the group is signed anew', async () => {
    const { browser, group, cookie } = await keptIn();
    const both = { stickyKeys: [OTHER_KEY, KEY] };
    expect(await colour(browser, [closed()], both)).toBe(group);
    expect(browser.cookies.get(STICKY)).not.toBe(cookie);
    expect(await colour(browser, [closed()], { stickyKeys: [OTHER_KEY] })).toBe(group);
    browser.cookies.set(STICKY, cookie);
    expect(await colour(browser, [closed()], { stickyKeys: [OTHER_KEY] })).toBe(NOBODY);
  });
});

describe('the cookie', () => {
  it('has 16 groups at most, the newest first, and is not above 1,100 bytes', async () => {
    const names = Array.from({ length: 16 }, (_, index) => `experiment ${index}`);
    const long = (name: string) => {
      const experiment = open(name);
      for (const each of experiment.rules) each.id = each.id.padEnd(32, 'x');
      return experiment;
    };
    const routes = names.map((name, at) => ({
      path: `/${at}`,
      action: 'respond',
      experiment: name,
    }));
    const { handler } = edge(names.map(long), { routes, stickyExperiments: names });
    const browser = visitor();
    browser.cookies.set(STICKY, `12345678.old.${'A'.repeat(22)}`);
    for (const at of names.keys()) await browser.visit(handler, `/${at}`);
    const cookie = browser.cookies.get(STICKY) ?? '';
    expect(cookie.split('~')).toHaveLength(16);
    expect(cookie).not.toContain('.old.');
    expect(cookie.length).toBeLessThanOrEqual(1_100);
    for (const at of names.keys()) {
      const answer = await browser.visit(handler, `/${at}`);
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
  });

  it('holds no rule that could not stand in it', async () => {
    const experiment = open();
    for (const each of experiment.rules) each.id = `${each.id};\r\n`;
    const browser = visitor();
    await browser.visit(edge([experiment]).handler, '/a');
    expect(browser.cookies.has(STICKY)).toBe(false);
  });
});
