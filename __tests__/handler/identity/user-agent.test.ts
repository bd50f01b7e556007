import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import type { StatsigUser } from '@statsig/client-core';
import parseUserAgent from 'statsig-node/dist/utils/parseUserAgent';
import {
  deriveFromUserAgent,
  userAgentField,
  withUserAgentFields,
} from '../../../handler/src/identity/user-agent';

/** @see https://developer.mozilla.org/docs/Web/HTTP/Headers/User-Agent and the makers' own pages. */
const TABLE: [string, string, string | undefined, string | undefined][] = [
  [
    'Chrome on Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    'Chrome',
    'Windows',
  ],
  [
    'Chrome on Android',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
    'Chrome Mobile',
    'Android',
  ],
  [
    'Firefox on Android',
    'Mozilla/5.0 (Android 13; Mobile; rv:109.0) Gecko/118.0 Firefox/118.0',
    'Firefox Mobile',
    'Android',
  ],
  [
    'Chrome on a tablet',
    'Mozilla/5.0 (Linux; Android 9; SM-T820) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    'Chrome Mobile',
    'Android',
  ],
  [
    'Samsung’s browser on Android',
    'Mozilla/5.0 (Linux; Android 13; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/21.0 Chrome/110.0.5481.154 Mobile Safari/537.36',
    'Samsung Internet',
    'Android',
  ],
  [
    'Firefox on Linux',
    'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
    'Firefox',
    'Linux',
  ],
  [
    'Safari on a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    'Safari',
    'Mac OS X',
  ],
  [
    'Safari on an iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
    'Mobile Safari',
    'iOS',
  ],
  [
    'Edge',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
    'Edge',
    'Windows',
  ],
  ['nobody', '', undefined, undefined],
  [
    'too long a text',
    `Mozilla/5.0 (Windows NT 10.0) Chrome/126.0.0.0 ${'x'.repeat(1_000)}`,
    undefined,
    undefined,
  ],
];

describe('from the user agent', () => {
  it.each(TABLE)('%s is known', (_, userAgent, browser, os) => {
    const fields = deriveFromUserAgent(userAgent);
    expect(fields.browser_name).toBe(browser);
    expect(fields.os_name).toBe(os);
  });

  it('versions are known', () => {
    const [, userAgent = ''] = TABLE[0] ?? [];
    expect(deriveFromUserAgent(userAgent)).toMatchObject({
      browser_version: '126.0.0.0',
      os_version: '10',
    });
  });

  it('nothing is known where it is longer than Statsig’s servers parse', () => {
    const [, userAgent = ''] = TABLE[0] ?? [];
    const browserOf = (length: number) =>
      deriveFromUserAgent(userAgent.padEnd(length, ' x')).browser_name;
    expect(browserOf(1_000)).toBeDefined();
    expect(browserOf(1_001)).toBeUndefined();
  });

  it('the last answer is not taken for another user agent', () => {
    const [first = [], second = []] = TABLE;
    const alone = deriveFromUserAgent(second[1] ?? '');
    deriveFromUserAgent(first[1] ?? '');
    expect(deriveFromUserAgent(second[1] ?? '')).toEqual(alone);
  });

  it('is derived once for requests that follow one another', () => {
    const [[, userAgent] = []] = TABLE;
    expect(deriveFromUserAgent(userAgent ?? '')).toBe(deriveFromUserAgent(userAgent ?? ''));
  });
});

it('the parser is loaded before anybody waits for it, but not with the module', () => {
  const load = jest.fn(() => jest.requireActual<object>('ua-parser-js'));
  jest.doMock('ua-parser-js', load);
  jest.isolateModules(() => {
    const { warmUpUserAgentParser } = require('../../../handler/src/identity/user-agent');
    expect(load).not.toHaveBeenCalled();
    warmUpUserAgentParser();
    expect(load).toHaveBeenCalledTimes(1);
  });
  jest.dontMock('ua-parser-js');
});

describe('a user', () => {
  const [, userAgent = ''] = TABLE[0] ?? [];
  const NAMES = ['browser_name', 'browser_version', 'os_name', 'os_version'];
  const OTHERWISE = ['BrowserName', 'browserVersion', 'osname', 'OSVERSION'];
  const fieldsOf = (user: StatsigUser, names: string[]) =>
    names.map((name) => withUserAgentFields(user).privateAttributes?.[userAgentField(name)]);

  it('has the fields of its user agent, by both spellings and in any case', () => {
    const ofWindows = ['Chrome', '126.0.0.0', 'Windows', '10'];
    for (const names of [NAMES, OTHERWISE, NAMES.map((name) => name.toUpperCase())]) {
      expect(fieldsOf({ userAgent }, names)).toEqual(ofWindows);
    }
  });

  it('has none of them without a user agent', () => {
    expect(fieldsOf({}, [...NAMES, ...OTHERWISE])).toEqual(Array(8).fill(undefined));
  });

  it('has what it says of itself before them', () => {
    const said = { browser_name: 'Mine', osname: 'My system' };
    const fields = (user: StatsigUser) => fieldsOf(user, ['browser_name', 'osname', 'os_name']);
    for (const user of [said, { custom: said }, { privateAttributes: said }] as StatsigUser[]) {
      expect(fields({ ...user, userAgent })).toEqual(['Mine', 'My system', 'Windows']);
    }
    const twice = { ...said, custom: { browser_name: 'x', osname: 'x' } } as StatsigUser;
    expect(fields({ ...twice, userAgent })).toEqual(['Mine', 'My system', 'Windows']);
  });

  it('keeps its own fields as they are, apart from those of its user agent', () => {
    const user = { userAgent, privateAttributes: { plan: 'pro' } };
    expect(withUserAgentFields(user)).toMatchObject(user);
    expect(user).toEqual({ userAgent, privateAttributes: { plan: 'pro' } });
    expect(userAgentField('Plan')).toBe('Plan');
    for (const name of NAMES) expect(userAgentField(name)).not.toBe(name);
  });
});

const CASES = join(__dirname, '..', '..', '..', '..', 'shared', 'fixtures', 'user-agents.json');
const isAtHand = existsSync(CASES);
const userAgents: string[] = isAtHand
  ? Object.keys(JSON.parse(readFileSync(CASES, 'utf8')))
  : ['../shared/fixtures/user-agents.json beside the project is not at hand'];

(isAtHand ? describe : describe.skip)("what Statsig's Node server derives from", () => {
  it.each(userAgents)('%s', (userAgent) => {
    const { browser, os } = parseUserAgent(userAgent);
    expect(deriveFromUserAgent(userAgent)).toMatchObject({
      browser_name: browser.name,
      browser_version: browser.version,
      os_name: os.name,
      os_version: os.version,
    });
  });
});
