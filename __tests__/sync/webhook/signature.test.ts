import { describe, expect, it } from '@jest/globals';
import { Replays } from '../../../sync/webhook/replays';
import { MAX_SKEW_MS, problemOfRequest, signatureOf } from '../../../sync/webhook/signature';

const NOW = Date.UTC(2026, 10, 26);
const body = Buffer.from('{"data":[]}');

const signed = (secret: string, at: number, more: object = {}) => ({
  timestamp: String(at),
  signature: signatureOf(String(at), body, secret),
  body,
  ...more,
});

describe('the signature of a webhook', () => {
  it('is the HMAC of version, time and body', () => {
    // printf 'v0:1671672194836:{"data":[]}' | openssl dgst -sha256 -hmac secret
    expect(signatureOf('1671672194836', body, 'secret')).toBe(
      'v0=f5db5318bd556952eddc74f9fea94a022cc824ed67600d0db7e9441707b1e91e',
    );
  });

  it('is good when it is of now', () => {
    expect(problemOfRequest(signed('secret', NOW), 'secret', NOW)).toBeNull();
    expect(problemOfRequest(signed('secret', NOW - MAX_SKEW_MS), 'secret', NOW)).toBeNull();
  });

  it.each([
    ['another secret', signed('other', NOW), 'wrong'],
    ['another body', signed('secret', NOW, { body: Buffer.from('{"data":[{}]}') }), 'wrong'],
    ['another time', signed('secret', NOW, { timestamp: String(NOW + 1) }), 'wrong'],
    ['a shorter one', signed('secret', NOW, { signature: 'v0=' }), 'wrong'],
    ['none', signed('secret', NOW, { signature: undefined }), 'not signed'],
    ['no time', signed('secret', NOW, { timestamp: undefined }), 'not signed'],
    ['no number', signed('secret', NOW, { timestamp: 'now' }), 'no number'],
    ['an old time', signed('secret', NOW - MAX_SKEW_MS - 1), 'not of now'],
    ['a time ahead', signed('secret', NOW + MAX_SKEW_MS + 1), 'not of now'],
  ])('is refused with %s', (_, request, says) => {
    expect(problemOfRequest(request, 'secret', NOW)).toContain(says);
  });
});

describe('replays', () => {
  it('are known for as long as their time would be good', () => {
    const replays = new Replays();
    expect(replays.isNew('v0=1', NOW)).toBe(true);
    expect(replays.isNew('v0=2', NOW)).toBe(true);
    expect(replays.isNew('v0=1', NOW + 2 * MAX_SKEW_MS)).toBe(false);
    expect(replays.isNew('v0=1', NOW + 2 * MAX_SKEW_MS + 1)).toBe(true);
  });

  it('are none when what came first has failed', () => {
    const replays = new Replays();
    replays.isNew('v0=1', NOW);
    replays.forget('v0=1');
    expect(replays.isNew('v0=1', NOW)).toBe(true);
  });
});
