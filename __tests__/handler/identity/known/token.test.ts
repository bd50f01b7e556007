import crypto, { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { claimsReader } from '../../../../handler/src/identity/known/token';
import type { TokenSettings } from '../../../../handler/src/settings/token';
import { logBook } from '../../../support/handler/log-book';
import { aKey, aToken, jwks, part } from '../../../support/handler/tokens';

/** As Amazon Cognito says of an ID token. @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
const COGNITO = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_aBcDeFgHi';
const CLIENT = '1example23456789';
/** In seconds. */
const NOW = 1_800_000_000;
const cognitoId = {
  sub: 'aaaaaaaa-bbbb-cccc-dddd-example',
  'cognito:groups': ['beta', 'staff'],
  iss: COGNITO,
  aud: CLIENT,
  token_use: 'id',
  email: 'jane@example.com',
  iat: NOW - 60,
  exp: NOW + 3_540,
};
const { aud: _, ...cognitoCommon } = cognitoId;
const cognitoAccess = { ...cognitoCommon, client_id: CLIENT, token_use: 'access', scope: 'openid' };
/** @see https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles */
const auth0 = {
  iss: 'https://tenant.eu.auth0.com/',
  sub: 'auth0|123456',
  aud: ['https://api.example', 'https://tenant.eu.auth0.com/userinfo'],
  iat: NOW - 60,
  exp: NOW + 86_340,
  azp: 'my_client_id',
};

const key = aKey('RS256', 'first');
const other = aKey('RS256', 'second');

function setUp(settings: Partial<TokenSettings> = {}, keys = [key]) {
  const { log, lines } = logBook();
  const clock = { seconds: NOW };
  const read = claimsReader(
    {
      ...{ cookie: null, issuer: COGNITO, audience: [CLIENT], user: 'sub', leeway: 30 },
      ...{ keys: jwks(...keys), ...settings },
    },
    log,
    () => clock.seconds * 1_000,
  );
  const ofBearer = (token: string) => read({ authorization: [{ value: `Bearer ${token}` }] });
  return { read, ofBearer, lines, clock };
}

/** Why a token is not taken. */
function reasonAgainst(token: string, settings: Partial<TokenSettings> = {}, keys = [key]) {
  const { ofBearer, lines } = setUp(settings, keys);
  expect(ofBearer(token)).toBeNull();
  expect(lines).toEqual([
    {
      level: 'warn',
      message: 'A token is not taken: its visitor is nobody',
      details: { reason: expect.any(String) },
    },
  ]);
  return lines[0]?.details?.reason;
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a token that is good', () => {
  it.each([
    ['Amazon Cognito’s ID token', cognitoId, {}],
    ['Amazon Cognito’s access token, which names its client', cognitoAccess, {}],
    ['Auth0’s', auth0, { issuer: auth0.iss, audience: ['https://api.example'] }],
    ['one for any audience', auth0, { issuer: auth0.iss, audience: [] }],
    ['one for one of two audiences', cognitoId, { audience: ['another', CLIENT] }],
  ])('is %s', (_, claims, settings) => {
    const { ofBearer, lines } = setUp(settings);
    expect(ofBearer(aToken(claims, key))).toEqual(claims);
    expect(lines).toEqual([]);
  });

  it.each(['RS256', 'ES256', 'EdDSA'] as const)('is signed by %s', (alg) => {
    const own = aKey(alg, 'own');
    const { ofBearer } = setUp({}, [key, own]);
    expect(ofBearer(aToken(cognitoId, own))).toEqual(cognitoId);
  });

  it('stands in a cookie, or in the header where the cookie is absent', () => {
    const { read } = setUp({ cookie: 'idToken' });
    const token = aToken(cognitoId, key);
    const second = aToken({ ...cognitoId, sub: 'second' }, key);
    const authorization = [{ value: `BEARER  ${second}` }];
    expect(read({ cookie: [{ value: `a=1; idToken=${token}` }] })).toEqual(cognitoId);
    expect(read({ cookie: [{ value: `idToken=${token}` }], authorization })).toEqual(cognitoId);
    expect(read({ cookie: [{ value: 'a=1' }], authorization })?.sub).toBe('second');
    expect(setUp().read({ cookie: [{ value: `idToken=${token}` }] })).toBeNull();
  });

  it('stands behind an empty cookie of its name, and encoded as cookies are', () => {
    const { read } = setUp({ cookie: 'idToken' });
    const token = aToken(cognitoId, key);
    const encoded = token.replaceAll('.', '%2E');
    expect(read({ cookie: [{ value: `idToken=; idToken=${token}` }] })).toEqual(cognitoId);
    expect(read({ cookie: [{ value: `idToken=${encoded}` }] })).toEqual(cognitoId);
  });

  it('may be signed by either key while they are rotated, and by those without an ID', () => {
    const {
      jwk: { kid: _, ...jwk },
    } = other;
    for (const keys of [
      [key, other],
      [key, { ...other, jwk }],
    ]) {
      const { ofBearer } = setUp({}, keys);
      expect(ofBearer(aToken(cognitoId, key))).toEqual(cognitoId);
      expect(ofBearer(aToken(cognitoId, other))).toEqual(cognitoId);
      expect(ofBearer(aToken(cognitoId, other, { kid: undefined }))).toEqual(cognitoId);
    }
  });

  it('is signed by a key that its JWKS says more of, and beside keys of kinds that are not known', () => {
    const known = { ...key, jwk: { ...key.jwk, use: 'sig', alg: 'RS256' } };
    const unknown = [
      { kty: 'oct', k: 'AQAB' },
      { kty: 'new', crv: 'P-256' },
      { kty: 'new', crv: 'Ed25519' },
      { kty: 'EC', crv: 'P-521' },
      { kty: 'OKP', crv: 'X25519' },
      {},
    ].map((jwk) => ({ ...key, jwk }));
    const { ofBearer, lines } = setUp({}, [...unknown, known]);
    expect(ofBearer(aToken(cognitoId, key))).toEqual(cognitoId);
    expect(lines).toEqual([]);
  });

  it('is good for as long as it says, with leeway', () => {
    const { ofBearer, clock, lines } = setUp({ leeway: 30 });
    const token = aToken({ ...cognitoId, nbf: NOW }, key);
    const isGoodAt = (seconds: number) => {
      clock.seconds = seconds;
      return ofBearer(token) !== null;
    };
    expect(isGoodAt(NOW)).toBe(true);
    expect(isGoodAt(NOW - 30)).toBe(true);
    expect(isGoodAt(NOW - 31)).toBe(false);
    expect(isGoodAt(cognitoId.exp + 29)).toBe(true);
    expect(isGoodAt(cognitoId.exp + 30)).toBe(false);
    expect(lines.map(({ details }) => details?.reason)).toEqual([
      'it is not good yet',
      'it has expired',
    ]);
  });

  it('is verified once, however often it comes', () => {
    const verify = jest.spyOn(crypto, 'verify');
    const { ofBearer } = setUp();
    const token = aToken(cognitoId, key);
    for (let i = 0; i < 5; i += 1) expect(ofBearer(token)).toEqual(cognitoId);
    expect(verify).toHaveBeenCalledTimes(1);
  });

  it('is verified once, too, if it is forged', () => {
    const verify = jest.spyOn(crypto, 'verify');
    const { ofBearer, lines } = setUp();
    const forged = aToken(cognitoId, aKey('RS256', 'first'));
    for (let i = 0; i < 3; i += 1) expect(ofBearer(forged)).toBeNull();
    expect(lines.map(({ details }) => details)).toEqual(
      Array(3).fill({ reason: 'its signature is not right' }),
    );
    expect(verify).toHaveBeenCalledTimes(1);
  });

  it('is not forgotten for any number of forged ones, and of good ones the oldest is', () => {
    const verify = jest.spyOn(crypto, 'verify');
    const small = aKey('EdDSA', 'small');
    const { ofBearer } = setUp({}, [small]);
    const token = aToken(cognitoId, small);
    ofBearer(token);
    for (let i = 0; i < 1_100; i += 1)
      ofBearer(`${token.slice(0, -8)}${String(i).padStart(8, 'A')}`);
    verify.mockClear();
    expect(ofBearer(token)).toEqual(cognitoId);
    expect(verify).not.toHaveBeenCalled();
    for (let i = 0; i < 1_000; i += 1) ofBearer(aToken({ ...cognitoId, sub: `${i}` }, small));
    verify.mockClear();
    expect(ofBearer(token)).toEqual(cognitoId);
    expect(verify).toHaveBeenCalledTimes(1);
  });
});

describe('nobody is who comes with', () => {
  it('none, without a word', () => {
    const { read, lines } = setUp({ cookie: 'idToken' });
    expect(read({})).toBeNull();
    expect(read({ cookie: [{ value: 'idToken=' }] })).toBeNull();
    expect(read({ authorization: [] })).toBeNull();
    const token = aToken(cognitoId, key);
    for (const value of ['Basic YTpi', 'Bearer', `X-Bearer ${token}`, `Bearer ${token} x`]) {
      expect(read({ authorization: [{ value }] })).toBeNull();
    }
    expect(lines).toEqual([]);
  });

  it('no algorithm', () => {
    const claims = part(cognitoId);
    const forNothing = { ...other, jwk: { ...other.jwk, use: 'enc' } };
    for (const alg of ['none', 'None', 'NONE', '', null, undefined, ['RS256'], 256]) {
      expect(reasonAgainst(`${part({ alg })}.${claims}.AA`, {}, [forNothing, key])).toBe(
        'none of the keys is for its algorithm and key ID',
      );
      expect(reasonAgainst(`${part({ alg })}.${claims}.`)).toBe('it is no signed JWT');
    }
  });

  it('the public key taken for a shared secret', () => {
    const pem = key.publicKey.export({ type: 'spki', format: 'pem' });
    const der = key.publicKey.export({ type: 'spki', format: 'der' });
    for (const secret of [pem, der, JSON.stringify(key.jwk), String(key.jwk.n)]) {
      const signed = `${part({ alg: 'HS256', kid: 'first' })}.${part(cognitoId)}`;
      const signature = createHmac('sha256', secret).update(signed).digest('base64url');
      expect(reasonAgainst(`${signed}.${signature}`)).toMatch(/^none of the keys/);
      const asRsa = `${part({ alg: 'RS256', kid: 'first' })}.${part(cognitoId)}.${signature}`;
      expect(reasonAgainst(asRsa)).toBe('its signature is not right');
    }
  });

  it('a signature by a key for another algorithm, or by one that is not the issuer’s', () => {
    const [ec, stranger] = [aKey('ES256', 'first'), aKey('RS256', 'first')];
    expect(reasonAgainst(aToken(cognitoId, ec))).toMatch(/^none of the keys/);
    expect(reasonAgainst(aToken(cognitoId, ec, { alg: 'RS256' }))).toBe(
      'its signature is not right',
    );
    expect(reasonAgainst(aToken(cognitoId, stranger))).toBe('its signature is not right');
    expect(reasonAgainst(aToken(cognitoId, other))).toMatch(/^none of the keys/);
    const encrypting = { ...key, jwk: { ...key.jwk, use: 'enc' } };
    expect(reasonAgainst(aToken(cognitoId, key), {}, [encrypting])).toMatch(/^none of the keys/);
    const forPss = { ...key, jwk: { ...key.jwk, alg: 'PS256' } };
    expect(reasonAgainst(aToken(cognitoId, key), {}, [forPss])).toMatch(/^none of the keys/);
  });

  it.each([
    ['P-384', 'ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['Ed448', 'EdDSA', () => generateKeyPairSync('ed448')],
  ] as const)('a signature by a key of the curve %s, as %s', (_, alg, make) => {
    const pair = make();
    const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'first' };
    const own = { ...pair, jwk, alg };
    expect(reasonAgainst(aToken(cognitoId, own), {}, [own])).toMatch(/^none of the keys/);
  });

  it('a key or its address of their own in the header', () => {
    const stranger = aKey('RS256');
    const header = { jwk: stranger.jwk, jku: 'https://evil.example/jwks.json', kid: 'first' };
    expect(reasonAgainst(aToken(cognitoId, stranger, header))).toBe('its signature is not right');
  });

  it('claims that were changed', () => {
    const [head, , signature] = aToken(cognitoId, key).split('.');
    const forged = `${head}.${part({ ...cognitoId, sub: 'somebody-else' })}.${signature}`;
    expect(reasonAgainst(forged)).toBe('its signature is not right');
  });

  it('another issuer or audience, however it is written', () => {
    const by = (claims: object) => reasonAgainst(aToken({ ...cognitoId, ...claims }, key));
    for (const iss of [`${COGNITO}/`, 'https://evil.example', [COGNITO], undefined, null]) {
      expect(by({ iss })).toBe('it is of another issuer');
    }
    for (const aud of ['another', ['another'], [[CLIENT]], undefined, {}, `${CLIENT} x`]) {
      expect(by({ aud })).toBe('it is for another audience');
    }
    expect(by({ aud: 'another', client_id: CLIENT })).toBe('it is for another audience');
  });

  it('one that has expired, never does, or is not good yet', () => {
    const by = (claims: object) => reasonAgainst(aToken({ ...cognitoId, ...claims }, key));
    expect(by({ exp: NOW - 60 })).toBe('it has expired');
    for (const exp of [undefined, null, `${NOW + 60}`, {}]) {
      expect(by({ exp })).toBe('it does not say when it expires');
    }
    expect(by({ nbf: NOW + 60 })).toBe('it is not good yet');
    for (const nbf of [null, `${NOW - 60}`, {}]) expect(by({ nbf })).toBe('it is not good yet');
  });

  it('critical headers that nobody here knows', () => {
    const token = aToken(cognitoId, key, { crit: ['b64'], b64: false });
    expect(reasonAgainst(token)).toBe('it has critical headers, unknown here');
  });

  it('one that is huge, which is not even looked at', () => {
    const verify = jest.spyOn(crypto, 'verify');
    const token = aToken({ ...cognitoId, more: 'x'.repeat(8_192) }, key);
    expect(reasonAgainst(token)).toBe('it is longer than 8192 characters');
    expect(reasonAgainst('.'.repeat(8_193))).toBe('it is longer than 8192 characters');
    expect(reasonAgainst('.'.repeat(8_192))).toBe('it is no signed JWT');
    expect(verify).not.toHaveBeenCalled();
  });

  it.each([
    'x',
    'a.b',
    'a.b.c',
    `${part('{}')}.${part('{}')}`,
    `${part('{}')}.${part('{}')}.`,
    '..',
    'a.b.c.d.e',
    `${part('[]')}.${part('{}')}.AA`,
    `${part('null')}.${part('{}')}.AA`,
    `${part('{')}.${part('{}')}.AA`,
    `${part('{}')}.${part('"sub"')}.AA`,
    `${part('{}')}.${part('{}')}.A A`,
    `${part('{}')}.${part('{}')}.A+/=`,
    `${part('{}')}=.${part('{}')}.AA`,
    `${part('{}')}.${part('{}')}.AA.AA`,
    `${part({ alg: 'RS256' })}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.AA`,
  ])('something malformed: %s', (token) => {
    const { read, lines } = setUp({ cookie: 'idToken' });
    expect(read({ cookie: [{ value: `idToken=${token}` }] })).toBeNull();
    expect(lines.map(({ details }) => details)).toEqual([{ reason: 'it is no signed JWT' }]);
  });

  it.each(['RS256', 'ES256', 'EdDSA'] as const)('a signature of any wrong size for %s', (alg) => {
    const own = aKey(alg, 'own');
    const [head, claims] = aToken(cognitoId, own).split('.');
    const { ofBearer, lines } = setUp({}, [own]);
    for (const character of ['A', '_']) {
      for (let length = 1; length <= 700; length += 1) {
        expect(ofBearer(`${head}.${claims}.${character.repeat(length)}`)).toBeNull();
      }
    }
    expect(new Set(lines.map(({ details }) => details?.reason))).toEqual(
      new Set(['its signature is not right']),
    );
  });
});

it('keys that cannot be used are said once, and no token is taken', () => {
  for (const keys of ['', '{}', '{"keys":[{"kty":"RSA","n":"AQAB"}]}', '{"keys":[null]}']) {
    const { ofBearer, lines } = setUp({ keys });
    const message = 'Keys of the settings cannot be used: no token is taken';
    expect(lines).toEqual([{ level: 'error', message, details: { reason: expect.any(String) } }]);
    expect(ofBearer(aToken(cognitoId, key))).toBeNull();
    expect(ofBearer(`${part({})}.${part(cognitoId)}.AA`)).toBeNull();
    expect(lines.slice(1).map(({ details }) => details)).toEqual(
      Array(2).fill({ reason: 'none of the keys is for its algorithm and key ID' }),
    );
  }
});
