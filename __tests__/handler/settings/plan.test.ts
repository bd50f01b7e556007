import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parsePlannedSettings } from '../../../handler/src/settings/plan';
import { aKey, jwks } from '../../support/handler/tokens';

const SETTINGS = {
  clientKey: 'client-abc123',
  specs: { url: 'https://bucket.example/statsig-config.json', access: 'public' },
};
const STICKY_KEY = Buffer.alloc(32).toString('base64');
const STAFF = { action: 'header', header: 'X-Staff', gate: 'staff' };

describe('settings that are planned', () => {
  it('are those of the handler', () => {
    const planned = parsePlannedSettings({ ...SETTINGS, routes: [STAFF] });
    expect(planned.routes).toMatchObject([{ header: 'x-staff' }]);
    expect(() => parsePlannedSettings({})).toThrow(/^clientKey is missing/);
  });

  it.each(['userIdHeader', 'countryHeader'])('have no %s that a route sets', (name) => {
    const identity = { [name]: 'X-Staff' };
    expect(() => parsePlannedSettings({ ...SETTINGS, routes: [STAFF], identity })).toThrow(
      `identity.${name} is x-staff, which a route sets`,
    );
  });

  const cookie = { name: 'custom.plan', from: 'cookie', key: 'plan' };
  const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits });
  const key = aKey('EdDSA');
  const token = { issuer: 'https://issuer.example', keys: jwks(key) };

  it('take attributes, and a token', () => {
    const attributes = [cookie, { name: 'email', from: 'claim', key: 'email' }];
    const { identity } = parsePlannedSettings({ ...SETTINGS, identity: { attributes, token } });
    expect(identity.attributes).toMatchObject([{ ...cookie, type: 'text' }, attributes[1] ?? {}]);
    const defaults = { cookie: null, audience: [], user: 'sub', leeway: 30 };
    expect(identity.token).toEqual({ ...token, ...defaults });
  });

  it.each<[object[], RegExp]>([
    [[cookie, cookie], /^identity\.attributes\[1\] is a second one of the name custom\.plan/],
    [
      [{ name: 'email', from: 'cookie' }],
      /attributes\[0\] is from a cookie and names none: give it a key/,
    ],
    [[{ ...cookie, from: 'path' }], /attributes\[0\] is from path and has a key: leave it out/],
    [[{ ...cookie, name: 'email', type: 'number' }], /has the type number, and email is a text/],
    [[{ ...cookie, name: 'customIDs.a', type: 'list' }], /has the type list, and customIDs\.a is/],
    [[{ ...cookie, from: 'claim' }], /is from a claim, and there is no token/],
    [[{ ...cookie, from: 'header', key: 'X Plan' }], /has the header "x plan"; the name of a/],
    [[{ ...cookie, from: 'header', key: 'X-Staff' }], /has the header x-staff, which is taken off/],
    [[{ ...cookie, from: 'header', key: 'X-Statsig-Stable-Id' }], /which is taken off every/],
    [[{ ...cookie, from: 'header', key: 'CloudFront-Viewer-Country' }], /CloudFront adds only/],
    [
      Array.from({ length: 51 }, (_, at) => ({ ...cookie, name: `custom.${at}` })),
      /attributes has more than 50 entries/,
    ],
    [[{ ...cookie, name: 'userID' }], /attributes\[0\]\.name is "userID"; an attribute is/],
    [[{ ...cookie, name: 'customIDs.stableID' }], /name is customIDs\.stableID, which comes from/],
    [[{ ...cookie, from: 'body' }], /from should be one of header, cookie/],
  ])('have no attributes %j', (attributes, message) => {
    const settings = { ...SETTINGS, routes: [STAFF], identity: { attributes } };
    expect(() => parsePlannedSettings(settings)).toThrow(message);
  });

  it.each<[string, object, RegExp]>([
    ['no issuer', { issuer: null }, /^identity\.token\.issuer is missing/],
    ['no keys', { keys: null }, /^identity\.token\.keys is missing/],
    ['keys that are none', { keys: '{"keys":[]}' }, /keys is .*; keys are the text of a JWKS/],
    ['keys that are no JSON', { keys: '"keys": [{}]' }, /^identity\.token\.keys is no JSON/],
    ['no key that is known', { keys: '{"keys":[{"kty":"EC","crv":"P-521"}]}' }, /has no key for/],
    ['a broken key', { keys: '{"keys":[{"kty":"RSA","n":"AQAB"}]}' }, /keys\[0\] is no public key/],
    [
      'a small key',
      { keys: JSON.stringify({ keys: [rsa(1_024).publicKey.export({ format: 'jwk' })] }) },
      /keys\[0\] has 1024 bits, and RS256 asks for 2048/,
    ],
    [
      'a shared secret',
      { keys: '{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}' },
      /keys\[0\] is a private or secret key/,
    ],
    ['too much leeway', { leeway: 3_600 }, /leeway should be a number from 0 to 300/],
  ])('have no token with %s', (_, more, message) => {
    const identity = { token: { ...token, ...more } };
    expect(() => parsePlannedSettings({ ...SETTINGS, identity })).toThrow(message);
  });

  it('hand out everywhere what is handed out at all', () => {
    const planned = (identity: object) => () => parsePlannedSettings({ ...SETTINGS, identity });
    expect(planned({ everywhere: true })()).toMatchObject({ identity: { everywhere: true } });
    expect(planned({ everywhere: true, stableIdCookie: false })).toThrow(
      /^identity\.everywhere hands out the cookie of identity\.stableIdCookie, and that is false/,
    );
  });

  it.each<[string, object, RegExp]>([
    ['no keys', { stickyExperiments: ['a'] }, /^stickyExperiments goes with stickyKeys/],
    ['nothing to sign', { stickyKeys: [STICKY_KEY] }, /^stickyExperiments goes with stickyKeys/],
    ['no name', { stickyExperiments: [], stickyKeys: [STICKY_KEY] }, /^stickyExperiments has 0/],
    [
      'too many names',
      { stickyExperiments: Array(17).fill('a'), stickyKeys: [STICKY_KEY] },
      /^stickyExperiments has 17 entries; give 1 to 16/,
    ],
    [
      'too many keys',
      { stickyExperiments: ['a'], stickyKeys: Array(5).fill(STICKY_KEY) },
      /^stickyKeys has 5 entries; give 1 to 4/,
    ],
    [
      'a key that is too short, of which the message does not tell',
      { stickyExperiments: ['a'], stickyKeys: ['c2VjcmV0'] },
      /^stickyKeys has what is not valid; a key is 32 to 64 random bytes in Base64/,
    ],
  ])('keep no groups with %s', (_, sticky, message) => {
    expect(() => parsePlannedSettings({ ...SETTINGS, ...sticky })).toThrow(message);
  });

  it('have previews signed by Ed25519 alone', () => {
    const planned = (previewKeys: string) => () =>
      parsePlannedSettings({ ...SETTINGS, previewKeys });
    expect(planned(jwks(key))()).toMatchObject({ previewKeys: jwks(key) });
    expect(planned(jwks(key, aKey('ES256')))).toThrow(
      /^previewKeys has a key that is not for EdDSA/,
    );
    expect(planned(jwks({ jwk: key.privateKey.export({ format: 'jwk' }) }))).toThrow(
      /^previewKeys\[0\] is a private or secret key/,
    );
  });

  it('do not repeat a private key', () => {
    const jwk = key.privateKey.export({ format: 'jwk' });
    const identity = { token: { ...token, keys: JSON.stringify({ keys: [jwk] }) } };
    const planned = () => parsePlannedSettings({ ...SETTINGS, identity });
    expect(planned).toThrow(/^identity\.token\.keys\[0\] is a private or secret key/);
    expect(planned).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(String(jwk.d)) }),
    );
  });

  it.each(['userIdCookie', 'userIdHeader'])('have no %s beside a token', (name) => {
    const identity = { token, [name]: 'user' };
    expect(() => parsePlannedSettings({ ...SETTINGS, identity })).toThrow(
      /^identity\.token goes with neither userIdCookie nor userIdHeader/,
    );
  });

  it('have no route that no request reaches', () => {
    const routes = [STAFF, { ...STAFF, path: '/a' }];
    expect(() => parsePlannedSettings({ ...SETTINGS, routes })).toThrow(
      /^routes\[1\]\.path is \/a/,
    );
  });
});
