import { describe, expect, it } from '@jest/globals';
import { djb2 } from '../../../../handler/src/djb2';
import { previewFinder } from '../../../../handler/src/identity/known';
import { aViewerRequest } from '../../../support/cloudfront-events';
import { logBook } from '../../../support/handler/log-book';
import { aKey, aToken, jwks } from '../../../support/handler/tokens';

const HOST = 'www.example.com';
const key = aKey('EdDSA');
/** In seconds. */
const NOW = 1_800_000_000;
const claims = { iss: 'statsig_preview', aud: HOST, exp: NOW + 600 };
const token = (more: object = {}) => aToken({ ...claims, ...more }, key);
const inQuery = (text: string) => ({ querystring: `a=1&statsig_preview=${text}` });
const inCookie = (text: string) => ({ cookie: `a=1; statsig_preview=${text}` });

interface Carried {
  querystring?: string;
  cookie?: string;
  /** Null for a request without this header, and empty for a header without a value. */
  host?: string | null;
}

function setUp(seconds = NOW) {
  const { log, lines } = logBook();
  const findPreview = previewFinder(jwks(key), log, () => seconds * 1_000);
  const find = ({ querystring = '', cookie, host = HOST }: Carried) => {
    const { request } = aViewerRequest({
      ...(cookie !== undefined && { cookie: [{ value: cookie }] }),
      host: host ? [{ value: host }] : [],
    });
    if (host === null) delete request.headers.host;
    return findPreview({ ...request, querystring });
  };
  return { find, reasons: () => lines.map(({ details }) => details?.reason), lines };
}

describe('a preview', () => {
  it('is good until its token expires, in whole seconds that are not too few', () => {
    const until = '2027-01-15T08:10:00.000Z';
    const given = token();
    for (const seconds of [NOW, NOW + 0.5]) {
      const preview = setUp(seconds).find(inQuery(given));
      expect(preview).toMatchObject({ token: given, until, maxAgeSeconds: 600 });
    }
    expect(setUp(NOW + 599.9).find(inQuery(given))).toMatchObject({ until, maxAgeSeconds: 1 });
    const late = setUp(NOW + 600);
    expect(late.find(inQuery(given))).toBeNull();
    expect(late.reasons()).toEqual(['it has expired']);
  });

  it('is that of the query before that of the cookie, and that of the cookie without one', () => {
    const [asked, kept] = [token({ gates: { asked: true } }), token({ gates: { kept: true } })];
    const { find, lines } = setUp();
    expect(find({ ...inQuery(asked), ...inCookie(kept) })?.token).toBe(asked);
    expect(find(inCookie(kept))?.token).toBe(kept);
    expect(find(inCookie(encodeURIComponent(kept).replaceAll('.', '%2E')))?.token).toBe(kept);
    for (const querystring of ['statsig_preview', 'statsig_preview=', 'q=statsig_preview']) {
      expect(find({ querystring, ...inCookie(kept) })?.token).toBe(kept);
    }
    expect(lines).toEqual([]);
  });

  it('is none where nothing is carried, without a word', () => {
    const { find, lines } = setUp();
    for (const carried of [{}, inCookie(''), { cookie: 'a=1' }, { querystring: 'a=1' }]) {
      expect(find(carried)).toBeNull();
    }
    expect(lines).toEqual([]);
  });

  it('is for the host that its token names, in whatever case the request names it', () => {
    const { find, reasons, lines } = setUp();
    expect(find({ ...inQuery(token()), host: 'WWW.Example.com' })).not.toBeNull();
    expect(find({ ...inQuery(token()), host: 'example.com' })).toBeNull();
    expect(find({ ...inQuery(token()), host: null })).toBeNull();
    expect(find({ ...inQuery(token()), host: '' })).toBeNull();
    expect(reasons()).toEqual(Array(3).fill('it is for another host'));
    const message = expect.stringContaining('preview is not taken');
    expect(lines).toMatchObject(Array(3).fill({ level: 'warn', message }));
  });

  it('is not taken where a browser would not keep its cookie', () => {
    const ofLength = (length: number) => {
      const fits = (padding: number) => token({ more: 'x'.repeat(padding) });
      let padding = 2_300;
      while (fits(padding).length < length) padding += 1;
      return fits(padding);
    };
    const [longest, longer] = [ofLength(3_500), ofLength(3_501)];
    expect(longest).toHaveLength(3_500);
    const { find, reasons } = setUp();
    expect(find(inQuery(longest))?.token).toBe(longest);
    expect(find(inQuery(longer))).toBeNull();
    expect(reasons()).toEqual(['it is longer than 3500 characters']);
  });

  it('says what gates and parameters are, and nothing of others', () => {
    const gates = { on: true, off: false, odd: 'true' };
    const preview = setUp().find(inQuery(token({ gates, parameters: { hero: { word: 'x' } } })));
    expect(['on', 'off', 'odd', 'other'].map((name) => preview?.gate(name))).toEqual([
      ...[true, false, false, null],
    ]);
    expect(preview?.parameters('hero')).toEqual({ word: 'x' });
    expect(preview?.parameters('other')).toBeNull();
    const empty = setUp().find(inQuery(token({ gates: null })));
    expect(empty?.gate('on')).toBeNull();
    expect(empty?.parameters('hero')).toBeNull();
  });

  it('changes of what a browser starts from what is there and what it names', () => {
    const item = (value: unknown) => ({ value, rule_id: 'of the specs' });
    const values = () => ({
      feature_gates: { [djb2('on')]: item(false), [djb2('other')]: item(false) },
      dynamic_configs: { [djb2('hero')]: item({ word: 'a', size: 2 }), [djb2('other')]: item({}) },
      layer_configs: { [djb2('checkout')]: item({ colour: 'a' }) },
    });
    const changed = values();
    const parameters = { hero: { word: 'b' }, checkout: { colour: 'b' }, missing: { x: 1 } };
    const gates = { on: true, other: 'true', missing: true };
    setUp()
      .find(inQuery(token({ gates, parameters })))
      ?.applyTo(changed);
    const previewed = (value: unknown) => ({ value, rule_id: 'statsig_preview' });
    expect(changed).toEqual({
      feature_gates: { [djb2('on')]: previewed(true), [djb2('other')]: previewed(false) },
      dynamic_configs: {
        ...values().dynamic_configs,
        [djb2('hero')]: previewed({ word: 'b', size: 2 }),
      },
      layer_configs: { [djb2('checkout')]: previewed({ colour: 'b' }) },
    });
  });
});
