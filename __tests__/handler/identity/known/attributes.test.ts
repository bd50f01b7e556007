import { describe, expect, it } from '@jest/globals';
import type { CloudFrontHeaders } from '../../../../handler/src/cloudfront';
import { attributesOf } from '../../../../handler/src/identity/known/attributes';
import type { Claims } from '../../../../handler/src/identity/known/token';
import { aViewerRequest } from '../../../support/cloudfront-events';
import { logBook } from '../../../support/handler/log-book';
import { settingsFor } from '../../../support/handler/settings-for';

const TOKEN = { issuer: 'https://issuer.example', keys: '{"keys": [{}]}' };

interface Carried {
  headers?: Record<string, string>;
  querystring?: string;
  uri?: string;
  claims?: Claims | null;
}

function found(attributes: object[], { headers = {}, claims = null, ...given }: Carried = {}) {
  const { identity } = settingsFor({ identity: { attributes, token: TOKEN } });
  const { log, lines } = logBook();
  const carried = Object.entries(headers).map(([name, value]) => [name, [{ key: name, value }]]);
  const { request } = aViewerRequest(Object.fromEntries(carried));
  const user = attributesOf({ ...request, ...given }, claims, identity.attributes, log);
  return { user, lines };
}

describe('an attribute', () => {
  it.each<[object, Carried, object]>([
    [
      { name: 'appVersion', from: 'header', key: 'X-App' },
      { headers: { 'x-app': '1.2' } },
      { appVersion: '1.2' },
    ],
    [
      { name: 'email', from: 'cookie', key: 'mail' },
      { headers: { cookie: 'a=1; mail=ann%40example.com' } },
      { email: 'ann@example.com' },
    ],
    [
      { name: 'custom.campaign', from: 'query', key: 'utm' },
      { querystring: 'a=1&utm=early+birds%21&utm=second' },
      { custom: { campaign: 'early birds!' } },
    ],
    [
      { name: 'customIDs.companyID', from: 'claim', key: 'https://acme.example/org' },
      { claims: { 'https://acme.example/org': 'acme' } },
      { customIDs: { companyID: 'acme' } },
    ],
    [
      { name: 'custom.page', from: 'path' },
      { uri: '/a%20b/c.html' },
      { custom: { page: '/a%20b/c.html' } },
    ],
    [
      { name: 'privateAttributes.host', from: 'host' },
      { headers: { host: 'www.example.com' } },
      { privateAttributes: { host: 'www.example.com' } },
    ],
  ])('is found by %j', (attribute, carried, user) => {
    expect(found([attribute], carried)).toEqual({ user, lines: [] });
  });

  it.each([
    ['sv-SE', 'sv-SE'],
    ['sv-SE,sv;q=0.9,en;q=0.8', 'sv-SE'],
    ['en;q=0.5, sv-SE;q=0.9', 'sv-SE'],
    ['*, de;q=0.7', 'de'],
    ['en ; q=0.5 , sv ; Q=0.9', 'sv'],
    ['  sv  ;  q=0.9  ,en;q=0.5', 'sv'],
    ['  sv  ,en;q=0.5', 'sv'],
    ['de-Latn-CH-1996', 'de-Latn-CH-1996'],
    ['en;q=0.9,sv;q=0.9', 'en'],
    ['deutschland, de;q=0.1', 'de'],
    ['de-, -de, d3, de-deutschland, de;x, en;q=0.1', 'en'],
    [`en;q=0.1,${' '.repeat(991)}sv`, 'en'],
    [`en;q=0.1,${' '.repeat(989)}sv`, 'sv'],
    ['de;q=0', undefined],
    ['de;q=x', undefined],
    ['en;q=0.5;x, de;q=0.5 x, sv;q=0.1', 'sv'],
    ['*', undefined],
    ['<script>', undefined],
    [',;,', undefined],
    ['', undefined],
  ])('is of the languages %j the one that is liked best', (header, locale) => {
    const { user, lines } = found([{ name: 'locale', from: 'acceptLanguage' }], {
      headers: { 'accept-language': header },
    });
    expect(user.locale).toBe(locale);
    expect(lines).toEqual([]);
  });

  it.each<[string, unknown, unknown]>([
    ['text', 'a', 'a'],
    ['text', 7, '7'],
    ['text', true, 'true'],
    ['number', '31', 31],
    ['number', ' -1.5e3 ', -1_500],
    ['number', 31, 31],
    ['boolean', 'true', true],
    ['boolean', false, false],
    ['list', 'a, b,,c', ['a', 'b', 'c']],
    ['list', ['a', 'b', 7], ['a', 'b', '7']],
    ['list', ['a', null, {}, ['b'], ' c '], ['a', 'c']],
    ['list', [], []],
    ['list', 'a,'.repeat(99), Array(99).fill('a')],
    ['list', Array(100).fill('a'), Array(100).fill('a')],
    ['list', 'x'.repeat(1_000), ['x'.repeat(1_000)]],
    ['text', 'x'.repeat(1_000), 'x'.repeat(1_000)],
    ['boolean', 'false', false],
  ])('of the type %s is of %j %j', (type, value, expected) => {
    const attribute = { name: 'custom.it', from: 'claim', key: 'it', type };
    const { user, lines } = found([attribute], { claims: { it: value } });
    expect(user.custom?.it).toEqual(expected);
    expect(lines).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['text', {}, 'it is no text'],
    ['text', ['a'], 'it is no text'],
    ['text', 'x'.repeat(1_001), 'it is longer than 1000 characters'],
    ['number', 'many', 'it is no number'],
    ['number', 'Infinity', 'it is no number'],
    ['number', ' ', 'it is no number'],
    ['number', true, 'it is no number'],
    ['boolean', 'yes', 'it is neither true nor false'],
    ['boolean', 1, 'it is neither true nor false'],
    ['boolean', 'untrue', 'it is neither true nor false'],
    ['boolean', 'falsehood', 'it is neither true nor false'],
    ['boolean', ['true'], 'it is no boolean'],
    ['list', 'x'.repeat(5_000), 'it is longer than 1000 characters'],
    ['list', ','.repeat(200), 'it has more than 100 entries'],
    ['list', Array(101).fill('a'), 'it has more than 100 entries'],
  ])('of the type %s is left out as %j, and the log says why', (type, value, reason) => {
    const attribute = { name: 'custom.it', from: 'claim', key: 'it', type };
    const { user, lines } = found([attribute], { claims: { it: value } });
    const message = expect.stringContaining('attribute of a visitor is left out');
    expect(user).toEqual({});
    expect(lines).toEqual([
      { level: 'warn', message, details: { attribute: 'custom.it', reason } },
    ]);
  });

  it('that the request does not carry is a field that the user does not have', () => {
    const all = [
      { name: 'custom.a', from: 'header', key: 'x-a' },
      { name: 'custom.b', from: 'cookie', key: 'b' },
      { name: 'custom.c', from: 'query', key: 'c' },
      { name: 'custom.d', from: 'claim', key: 'd', type: 'list' },
      { name: 'locale', from: 'acceptLanguage' },
    ];
    const empty = { headers: { 'x-a': '', cookie: 'b=' }, querystring: 'c=', claims: { d: null } };
    for (const carried of [{}, { claims: {} }, empty]) {
      expect(found(all, carried)).toEqual({ user: {}, lines: [] });
    }
  });

  it('is none of headers that have no values', () => {
    const attributes = [
      { name: 'custom.a', from: 'header', key: 'x-a' },
      { name: 'custom.host', from: 'host' },
      { name: 'locale', from: 'acceptLanguage' },
    ];
    const { identity } = settingsFor({ identity: { attributes } });
    for (const headers of [{}, { 'x-a': [], host: [], 'accept-language': [] }] as object[]) {
      const request = { ...aViewerRequest().request, headers: headers as CloudFrontHeaders };
      expect(attributesOf(request, null, identity.attributes, logBook().log)).toEqual({});
    }
  });

  it('comes from a claim of its own alone', () => {
    const attribute = { name: 'custom.it', from: 'claim', key: 'constructor' };
    expect(found([attribute], { claims: {} })).toEqual({ user: {}, lines: [] });
  });

  it('stands beside others of its group, whatever it is called', () => {
    const attributes = ['a', 'b.c', '__proto__'].map((name) => ({
      name: `custom.${name}`,
      from: 'claim',
      key: 'it',
    }));
    const { user } = found(attributes, { claims: { it: 'x' } });
    expect(Object.entries(user.custom ?? {})).toEqual([
      ['a', 'x'],
      ['b.c', 'x'],
      ['__proto__', 'x'],
    ]);
    expect(Object.getPrototypeOf(user.custom)).toBe(Object.prototype);
  });
});
