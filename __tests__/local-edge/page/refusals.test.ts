import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../../../local-edge/page/refusals';

const HERE = { host: 'localhost:8080', origin: 'http://localhost:8080' };
const JSON_TYPE = { 'content-type': 'application/json' };

const statusOf = (method: string, headers: Record<string, string>) =>
  refusalOf({ method, headers, socket: {} } as unknown as IncomingMessage)?.status ?? null;

describe('the page answers', () => {
  it.each(['localhost:8080', 'LOCALHOST', '127.0.0.1:1', '[::1]:65535'])('at %s', (host) => {
    expect(statusOf('GET', { host })).toBeNull();
    expect(statusOf('POST', { host, origin: `http://${host}`, ...JSON_TYPE })).toBeNull();
  });

  it('its own scripts', () => {
    const ours = { ...HERE, ...JSON_TYPE, 'sec-fetch-site': 'same-origin' };
    expect(statusOf('GET', ours)).toBeNull();
    expect(statusOf('POST', ours)).toBeNull();
  });

  it('who follows a link from another site', () => {
    const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(statusOf('GET', { ...HERE, ...followed })).toBeNull();
  });
});

describe('the page refuses', () => {
  it.each([
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    'localhost:8080.evil.example',
    'evil.example#localhost:8080',
    '127.0.0.1.nip.io',
    '127.0.0.2:8080',
    '0.0.0.0:8080',
    'x@localhost:8080',
    'localhost:8080@evil.example',
    'localhost:',
    '',
  ])('the host %p, to which a name of another site may have been pointed', (host) => {
    expect(statusOf('GET', { host })).toBe(403);
    expect(statusOf('POST', { host, origin: `http://${host}`, ...JSON_TYPE })).toBe(403);
  });

  it.each([
    ['of another site', 'https://evil.example'],
    ['of another port', 'http://localhost:3000'],
    ['of another name of this machine', 'http://127.0.0.1:8080'],
    ['of another scheme', 'https://localhost:8080'],
    ['that begins as ours', 'http://localhost:8080.evil.example'],
    ['of nobody', 'null'],
  ])('to press a button from an origin %s', (_, origin) => {
    expect(statusOf('POST', { ...HERE, origin, ...JSON_TYPE })).toBe(403);
  });

  it('to press a button for who says no origin', () => {
    expect(statusOf('POST', { host: HERE.host, ...JSON_TYPE })).toBe(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'a button pressed by a form, which sends %p',
    (type) => {
      expect(statusOf('POST', { ...HERE, 'content-type': type })).toBe(415);
    },
  );

  it.each(['cross-site', 'same-site'])('what a page that is %s asks for', (site) => {
    for (const mode of ['no-cors', 'cors', 'websocket']) {
      const asked = { ...HERE, 'sec-fetch-site': site, 'sec-fetch-mode': mode };
      expect(statusOf('GET', asked)).toBe(403);
      expect(statusOf('POST', { ...asked, ...JSON_TYPE })).toBe(403);
    }
    // A form that is sent is a navigation, too.
    const form = { ...HERE, 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' };
    expect(statusOf('POST', { ...form, ...JSON_TYPE })).toBe(403);
  });
});
