import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { CloudFrontHeaders } from '../../../handler/src/cloudfront';
import { hasUserIds, userFinder } from '../../../handler/src/identity/user';
import { aViewerRequest } from '../../support/cloudfront-events';
import { logBook } from '../../support/handler/log-book';
import { settingsFor } from '../../support/handler/settings-for';
import { aKey, aToken, jwks } from '../../support/handler/tokens';

const header = (value: string) => [{ key: 'X', value }];

const STABLE_ID = '0b7cc1c8-6b0c-4d0c-9d3f-3c1f0a5b8e11';

function userWith(
  identity: Record<string, unknown>,
  headers: CloudFrontHeaders = {},
  stableId = STABLE_ID,
) {
  const { log, lines } = logBook();
  const findUser = userFinder(settingsFor({ identity }).identity, log);
  const user = findUser(aViewerRequest(headers).request, stableId);
  expect(lines).toEqual([]);
  return user;
}

describe('the user of a request', () => {
  it('is its sticky id, address and user agent', () => {
    expect(userWith({})).toEqual({
      userID: STABLE_ID,
      customIDs: { stableID: STABLE_ID },
      ip: '203.0.113.178',
      userAgent: 'curl/7.66.0',
    });
  });

  it.each(['ceo@corp.com', '42', 'stable-1', `${STABLE_ID}0`, STABLE_ID.toUpperCase()])(
    'has no userID from a sticky id that nobody made at random: %s',
    (id) => {
      expect(userWith({}, {}, id)).toMatchObject({
        userID: undefined,
        customIDs: { stableID: id },
      });
    },
  );

  it('has no userID where anonymous visitors have none', () => {
    expect(userWith({ anonymousUserId: 'none' })).toMatchObject({
      userID: undefined,
      customIDs: { stableID: STABLE_ID },
    });
  });

  it('has no user agent, country or userID of a request that has none', () => {
    const identity = { countryHeader: 'x-country', userIdHeader: 'x-user', userIdCookie: 'uid' };
    const findUser = userFinder(settingsFor({ identity }).identity, logBook().log);
    const empty: CloudFrontHeaders = { 'user-agent': [], 'x-country': [], 'x-user': [] };
    for (const headers of [{}, empty]) {
      const user = findUser({ ...aViewerRequest().request, headers }, STABLE_ID);
      expect(Object.keys(user)).toEqual(['userID', 'customIDs', 'ip']);
      expect(user.userID).toBe(STABLE_ID);
    }
  });

  it('has the userID of no header and cookie that the settings do not name', () => {
    const headers = { null: header('eve'), cookie: [{ value: 'null=eve' }] };
    expect(userWith({}, headers).userID).toBe(STABLE_ID);
    expect(userWith({ userIdCookie: 'uid' }, headers).userID).toBe(STABLE_ID);
  });

  it('has a userID of 1,000 characters, decoded', () => {
    const [inHeader, inCookie] = ['x'.repeat(1_000), '@'.repeat(1_000)];
    const identity = { userIdHeader: 'x-user', userIdCookie: 'uid' };
    expect(userWith(identity, { 'x-user': header(inHeader) }).userID).toBe(inHeader);
    const cookie = [{ value: `uid=${encodeURIComponent(inCookie)}` }];
    expect(userWith(identity, { cookie }).userID).toBe(inCookie);
  });

  it('has the userID of the cookie, decoded', () => {
    const headers = { cookie: [{ value: 'a=1' }, { value: 'uid=ann%40example.com' }] };
    expect(userWith({ userIdCookie: 'uid' }, headers).userID).toBe('ann@example.com');
  });

  it('has the userID of the header before that of the cookie', () => {
    const identity = { userIdCookie: 'uid', userIdHeader: 'X-User' };
    const headers = { cookie: [{ value: 'uid=cookie' }], 'x-user': header('header') };
    expect(userWith(identity, headers).userID).toBe('header');
    expect(userWith(identity, { cookie: headers.cookie }).userID).toBe('cookie');
  });

  it.each([[''], ['x'.repeat(1_001)]])('is anonymous with a userID that is none: %s', (value) => {
    expect(userWith({ userIdHeader: 'x-user' }, { 'x-user': header(value) }).userID).toBe(
      STABLE_ID,
    );
  });

  it('has the userID of a token alone where one is asked for', () => {
    const key = aKey('EdDSA');
    const token = { issuer: 'https://issuer.example', keys: jwks(key) };
    const claims = { iss: token.issuer, sub: 'ann', exp: Date.now() / 1_000 + 600, plan: 'pro' };
    const bearer = (more: object) => ({
      authorization: header(`Bearer ${aToken({ ...claims, ...more }, key)}`),
    });
    const attributes = [{ name: 'custom.plan', from: 'claim', key: 'plan' }];
    const signedIn = userWith({ token, attributes }, bearer({}));
    expect(signedIn).toMatchObject({ userID: 'ann', custom: { plan: 'pro' } });
    const user = { token: { ...token, user: 'uid' }, anonymousUserId: 'none' };
    expect(userWith(user, bearer({ uid: 42 })).userID).toBe('42');
    for (const uid of [undefined, null, '', {}, ['ann'], 'x'.repeat(1_001)]) {
      expect(userWith(user, bearer({ uid })).userID).toBeUndefined();
    }
    expect(userWith({ token, anonymousUserId: 'stableID' }).userID).toBe(STABLE_ID);
    const said = { 'x-user': header('bob'), cookie: [{ value: 'uid=bob' }] };
    const identity = { ...{ token, userIdHeader: 'x-user' }, userIdCookie: 'uid' };
    expect(userWith({ ...identity, anonymousUserId: 'none' }, said).userID).toBeUndefined();
  });

  it('keeps the id of the cookie, whatever other ids it has', () => {
    const attributes = [{ name: 'customIDs.companyID', from: 'header', key: 'x-company' }];
    const { customIDs } = userWith({ attributes }, { 'x-company': header('acme') });
    expect(customIDs).toEqual({ companyID: 'acme', stableID: STABLE_ID });
  });

  it.each(['', 'x'.repeat(1_001)])('has a good userID behind one that is none: %s', (none) => {
    const identity = { userIdCookie: 'uid', userIdHeader: 'x-user' };
    const cookie = [{ value: `uid=${none}; uid=ann` }];
    expect(userWith(identity, { cookie }).userID).toBe('ann');
    expect(userWith(identity, { cookie, 'x-user': header(none) }).userID).toBe('ann');
    const headers = { cookie, 'x-user': [...header(none), ...header('eve')] };
    expect(userWith(identity, headers).userID).toBe('eve');
  });

  it.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['Germany', undefined],
    ['', undefined],
    ['D1', undefined],
  ])('has a country only from the header that is trusted: %p', (value, country) => {
    const headers = { 'x-amzn-waf-country': header(value), 'x-country': header('FR') };
    expect(userWith({ countryHeader: 'x-amzn-waf-country' }, headers).country).toBe(country);
    expect(userWith({}, headers)).not.toHaveProperty('country');
  });
});

describe('a part that is missing', () => {
  const name = '@statsig-edge/handler/known';
  afterEach(() => {
    jest.dontMock(name);
  });

  it('leaves nothing known but ids, and the log says so once', () => {
    jest.doMock(name, () => {
      throw new Error('Cannot find module');
    });
    const { log, lines } = logBook();
    const attributes = [{ name: 'custom.plan', from: 'header', key: 'x-plan' }];
    const findUser = userFinder(settingsFor({ identity: { attributes } }).identity, log);
    const { request } = aViewerRequest({ 'x-plan': header('pro') });
    for (let i = 0; i < 2; i += 1) {
      expect(findUser(request, STABLE_ID).customIDs).toEqual({ stableID: STABLE_ID });
    }
    expect(lines).toEqual([
      {
        level: 'error',
        message: expect.stringContaining('known.cjs cannot be loaded'),
        details: { reason: 'Cannot find module' },
      },
    ]);
  });

  it('is not missed where the settings name no token and no attributes', () => {
    const load = jest.fn(() => ({}));
    jest.doMock(name, load);
    userWith({ userIdCookie: 'uid', countryHeader: 'x-country' });
    expect(load).not.toHaveBeenCalled();
  });
});

describe('whether a visitor can have a userID', () => {
  const token = { issuer: 'https://issuer.example', keys: '{"keys": [{}]}' };

  it.each<[object, boolean]>([
    [{}, false],
    [{ anonymousUserId: 'stableID' }, true],
    [{ userIdCookie: 'uid' }, true],
    [{ userIdHeader: 'x-user' }, true],
    [{ token }, true],
    [{ attributes: [{ name: 'email', from: 'cookie', key: 'mail' }] }, false],
  ])('is said by %j: %p', (given, expected) => {
    const { identity } = settingsFor({ identity: { anonymousUserId: 'none', ...given } });
    expect(hasUserIds(identity)).toBe(expected);
  });
});
