import { describe, expect, it } from '@jest/globals';
import { getCookieName } from '@statsig/client-core';
import type { CloudFrontHeaders, CloudFrontResult } from '../../../handler/src/cloudfront';
import {
  mayKeepId,
  passIdOn,
  readStableId,
  setCookieOnResponse,
  stableIdCookieName,
  withSetCookie,
} from '../../../handler/src/identity/stable-id';
import { checkResult } from '../../../local-edge/rules';
import { aViewerRequest, aViewerResponse } from '../../support/cloudfront-events';
import { settingsFor } from '../../support/handler/settings-for';

const NAME = 'statsig.stable_id.123';
const ID = '0b7cc1c8-6b0c-4d0c-9d3f-3c1f0a5b8e11';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function cookies(...values: string[]): CloudFrontHeaders {
  return { cookie: values.map((value) => ({ key: 'Cookie', value })) };
}

describe("the cookie's name", () => {
  it.each(['client-abc', 'client-IiTBBQdsOTzdCKnLzGSPTmTAOlhXVZiw0CTOFqoDBbe', 'client-ä😀'])(
    "is the one of Statsig's browser SDK for %s",
    (key) => {
      expect(stableIdCookieName(key)).toBe(getCookieName(key));
    },
  );
});

describe("a visitor's id", () => {
  it.each<[string, CloudFrontHeaders, string]>([
    ['one cookie', cookies(`${NAME}=abc-1`), 'abc-1'],
    ['among others', cookies(`a=1; ${NAME}=abc-1; b=2`), 'abc-1'],
    ['without a space', cookies(`a=1;${NAME}=abc-1;b=2`), 'abc-1'],
    ['in the second header', cookies('a=1', `b=2; ${NAME}=abc-1`), 'abc-1'],
    [
      'encoded, as the browser SDK writes it',
      cookies(`${NAME}=user%40example.com`),
      'user@example.com',
    ],
    ['the first of two', cookies(`${NAME}=one; ${NAME}=two`), 'one'],
    ['an empty one before it', cookies(`${NAME}=; ${NAME}=two`), 'two'],
    ['one that cannot be used before it', cookies(`${NAME}=a%20b; ${NAME}=two`), 'two'],
    ['one that cannot be decoded in the header before', cookies(`${NAME}=%`, `${NAME}=two`), 'two'],
  ])('is read from the cookie: %s', (_, headers, value) => {
    expect(readStableId(headers, NAME)).toEqual({ value, isNew: false });
  });

  it.each<[string, CloudFrontHeaders]>([
    ['no cookie', {}],
    ['an empty one', cookies(`${NAME}=`)],
    ['a name that only ends like it', cookies(`x${NAME}=abc`)],
    ['a name inside a value', cookies(`a="${NAME}=abc"`)],
    ['another case', cookies(`${NAME.toUpperCase()}=abc`)],
    ['a line break', cookies(`${NAME}=a%0d%0aSet-Cookie:x=1`)],
    ['a semicolon', cookies(`${NAME}=a%3B%20Domain=evil`)],
    ['a space', cookies(`${NAME}=a%20b`)],
    ['what cannot be decoded', cookies(`${NAME}=%E0%A4%A`)],
    ['too long a one', cookies(`${NAME}=${'a'.repeat(129)}`)],
  ])('is made anew for %s', (_, headers) => {
    const first = readStableId(headers, NAME);
    const second = readStableId(headers, NAME);
    expect(first).toEqual({ value: expect.stringMatching(UUID), isNew: true });
    expect(second.value).not.toBe(first.value);
  });
});

it('an id consists of letters, digits and _.:@-, as they are or encoded', () => {
  const read = (value: string) => readStableId(cookies(`${NAME}=${value}`), NAME);
  for (let code = 0; code < 256; code += 1) {
    const character = String.fromCharCode(code);
    const isUsable = /[A-Za-z0-9_.:@-]/.test(character);
    const hex = code.toString(16).padStart(2, '0');
    for (const encoded of [`%${hex}`, `%${hex.toUpperCase()}`]) {
      const { value, isNew } = read(`a${encoded}b`);
      expect([encoded, isNew]).toEqual([encoded, !isUsable]);
      if (isUsable) expect(value).toBe(`a${character}b`);
    }
    // Where a cookie ends.
    if (character !== ';') {
      expect([character, read(`a${character}b`).isNew]).toEqual([character, !isUsable]);
    }
  }
  for (const cut of ['%', '%4', 'a%', '%4g', '%%34', '%400%']) expect(read(cut).isNew).toBe(true);
  for (const one of ['a', '%40']) {
    expect(read(one.repeat(128)).isNew).toBe(false);
    expect(read(one.repeat(129)).isNew).toBe(true);
  }
});

describe('an id is kept', () => {
  const { identity } = settingsFor();
  const withConsent = (consentCookie: string) => ({ ...identity, consentCookie });

  it('always, unless the settings say otherwise', () => {
    expect(mayKeepId({}, identity)).toBe(true);
    expect(mayKeepId({}, { ...identity, stableIdCookie: false })).toBe(false);
  });

  it.each<[string, CloudFrontHeaders, boolean]>([
    ['consent', {}, false],
    ['consent', cookies('consent=no'), true],
    ['consent=yes', cookies('consent=no'), false],
    ['consent=yes', cookies('a=1', 'consent=yes'), true],
    ['consent=', cookies('consent='), true],
    ['consent=YWxs==', cookies('consent=YWxs=='), true],
    ['consent=YWxs==', cookies('consent=YWxs'), false],
  ])('only with the consent %s: %j → %p', (consentCookie, headers, kept) => {
    expect(mayKeepId(headers, withConsent(consentCookie))).toBe(kept);
  });
});

describe('a new id', () => {
  it('goes on with the request, to the origin and to viewer-response', () => {
    const before = aViewerRequest(cookies('a=1'));
    const passed = passIdOn(structuredClone(before.request), NAME, ID);
    expect(passed.headers['x-statsig-stable-id']).toEqual([
      { key: 'X-Statsig-Stable-Id', value: ID },
    ]);
    expect(passed.headers.cookie).toEqual([
      { key: 'Cookie', value: 'a=1' },
      { key: 'Cookie', value: `${NAME}=${ID}` },
    ]);
    expect(checkResult('viewer-request', before, passed)).toEqual([]);
  });

  it('goes on as the one cookie of a visitor who has none', () => {
    const { request } = aViewerRequest();
    expect(passIdOn(request, NAME, ID).headers.cookie).toEqual([
      { key: 'Cookie', value: `${NAME}=${ID}` },
    ]);
  });

  it('is set as a cookie on viewer-response, beside those of the origin', () => {
    const before = aViewerResponse();
    before.response.headers['set-cookie'] = [{ key: 'Set-Cookie', value: 'session=1' }];
    const request = passIdOn(before.request, NAME, ID);
    const response = setCookieOnResponse(request, structuredClone(before.response), NAME);
    expect(response.headers['set-cookie']?.map(({ value }) => value)).toEqual([
      'session=1',
      `${NAME}=${ID}; Path=/; Max-Age=31536000; Secure; SameSite=Lax`,
    ]);
    expect(checkResult('viewer-response', before, response)).toEqual([]);
  });

  it('is what the next request is read by', () => {
    const response: CloudFrontResult = { status: '200' };
    const { headers } = withSetCookie(response, NAME, ID);
    const pair = headers?.['set-cookie']?.[0]?.value.split(';', 1)[0] ?? '';
    expect(readStableId(cookies(pair), NAME)).toEqual({ value: ID, isNew: false });
  });

  it('changes nothing of a response that somebody keeps', () => {
    const constant = Object.freeze({ status: '503', headers: Object.freeze({}) });
    expect(withSetCookie(constant, NAME, 'a')).not.toEqual(constant);
    expect(constant.headers).toEqual({});
  });
});

describe('a response that hands out an id', () => {
  it.each([
    [[], 'private'],
    [['public, max-age=600'], 'private, max-age=600'],
    [['Public', 's-maxage=60,max-age=5, immutable'], 'private, max-age=5, immutable'],
    [['private, no-store'], 'private, no-store'],
    [['private, s-maxage=60'], 'private'],
    [['private="x-public", max-age=5'], 'private, max-age=5'],
    [['no-cache="set-cookie, x"'], 'private, no-cache="set-cookie, x"'],
    [['private="x, public", public', 'max-age=5'], 'private, max-age=5'],
  ])('is for its visitor alone: %j', (values, value) => {
    const before = aViewerResponse();
    before.response.headers['cache-control'] = values.map((one) => ({ value: one }));
    const response = withSetCookie(before.response, NAME, ID);
    expect(response.headers['cache-control']?.map((header) => header.value)).toEqual([value]);
    expect(checkResult('viewer-response', before, response)).toEqual([]);
  });
});

describe('on viewer-response', () => {
  it.each(['mine', 'a; Domain=example.com', '', ID.toUpperCase(), `${ID}0`, `0${ID}`])(
    'no id is handed out that is not the handler’s: %j',
    (value) => {
      const { request, response } = aViewerResponse();
      request.headers['x-statsig-stable-id'] = [{ key: 'X-Statsig-Stable-Id', value }];
      expect(setCookieOnResponse(request, response, NAME)).toEqual(aViewerResponse().response);
    },
  );

  it('nothing changes for a visitor who came with a cookie', () => {
    const { request, response } = aViewerResponse();
    const ofVisitor = { ...request.headers, ...cookies(`${NAME}=old-1`) };
    for (const headers of [ofVisitor, { ...ofVisitor, 'x-statsig-stable-id': [] }]) {
      request.headers = headers;
      expect(setCookieOnResponse(request, response, NAME)).toEqual(aViewerResponse().response);
    }
  });
});
