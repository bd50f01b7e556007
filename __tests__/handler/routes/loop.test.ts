import { describe, expect, it } from '@jest/globals';
import { isLoop, placeOf, placeOfRequest } from '../../../handler/src/routes/loop';
import { aViewerRequest } from '../../support/cloudfront-events';

const SITE = 'www.example.com';

/** Whether a viewer at `from` goes round, where each address, `/a` being on {@link SITE}, leads to what the table says. */
function goesRound(from: string, table: Record<string, string>): boolean {
  return isLoop(placeOf(from, SITE), ({ host, uri, querystring }) => {
    const path = querystring === '' ? uri : `${uri}?${querystring}`;
    return table[host === SITE ? path : `https://${host}${path}`] ?? null;
  });
}

describe('a redirect', () => {
  it.each<[string, Record<string, string>]>([
    ['itself', { '/a': '/a' }],
    ['itself by its whole address', { '/a': 'https://www.example.com/a' }],
    ['itself in another spelling', { '/a': 'https://WWW.example.com:443//%61' }],
    ['a path that leads back', { '/a': '/b', '/b': '/a' }],
    ['a circle further on', { '/a': '/b', '/b': '/c', '/c': '/b' }],
    ['itself by dots', { '/a': '/b/../a' }],
    [
      'another host that leads back',
      { '/a': 'https://example.com/a', 'https://example.com/a': 'https://www.example.com/a' },
    ],
    [
      'a path that another host leads back to',
      {
        '/a': '/b',
        '/b': 'https://example.com/a',
        'https://example.com/a': 'https://www.example.com/b',
      },
    ],
  ])('to %s goes round', (_, table) => {
    expect(goesRound('/a', table)).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ['another path', { '/a': '/b' }],
    ['a path that leads on', { '/a': '/b', '/b': '/c' }],
    ['itself with another query, which leads no further', { '/a': '/a?v=b' }],
    ['another site', { '/a': 'https://other.example/a' }],
    ['a path that leads to another site', { '/a': '/b', '/b': 'https://other.example/a' }],
    // Were it this site, the viewer would find out there.
    [
      'another host, which leads to itself if it is this site',
      { '/a': 'https://other.example/a', 'https://other.example/a': 'https://other.example/a' },
    ],
  ])('to %s does not', (_, table) => {
    expect(goesRound('/a', table)).toBe(false);
  });

  const numberAfter = (uri: string) => Number(uri.slice(1)) + 1;

  it('that never ends is taken for one that goes round', () => {
    expect(isLoop(placeOf('/0', SITE), ({ uri }) => `/${numberAfter(uri)}`)).toBe(true);
    const hosts = [SITE, 'example.com'];
    const inTurn = ({ uri }: { uri: string }) =>
      `https://${hosts[numberAfter(uri) % 2]}/${numberAfter(uri)}`;
    expect(isLoop(placeOf('/0', SITE), inTurn)).toBe(true);
  });

  it('that never ends on another host is that host’s business', () => {
    const onOther = ({ uri }: { uri: string }) => `https://other.example/${numberAfter(uri)}`;
    expect(isLoop(placeOf('/0', SITE), onOther)).toBe(false);
  });

  it('that comes by this site once, and never ends on others, is their business', () => {
    const onOther = ({ uri }: { uri: string }) =>
      uri === '/1' ? `https://${SITE}/2` : `https://other.example/${numberAfter(uri)}`;
    expect(isLoop(placeOf('/0', SITE), onOther)).toBe(false);
  });

  it('that ends after as many as a browser follows does not go round', () => {
    const until = (last: number) => (place: { uri: string }) =>
      numberAfter(place.uri) > last ? null : `/${numberAfter(place.uri)}`;
    expect(isLoop(placeOf('/0', SITE), until(20))).toBe(false);
    expect(isLoop(placeOf('/0', SITE), until(21))).toBe(true);
  });
});

describe('the place of a request', () => {
  it.each(['WWW.example.com', 'www.example.com:443'])('is on the site, by %s', (host) => {
    const { request } = aViewerRequest({ host: [{ value: host }] });
    Object.assign(request, { uri: '//%61', querystring: 'x=1' });
    expect(placeOfRequest(request)).toEqual({ host: SITE, uri: '/a', querystring: 'x=1' });
  });

  it.each([{}, { host: [] }])('is somewhere, with the headers %j', (headers) => {
    const { request } = aViewerRequest();
    Object.assign(request, { headers, uri: '/a' });
    expect(placeOfRequest(request)).toMatchObject({ uri: '/a' });
  });
});
