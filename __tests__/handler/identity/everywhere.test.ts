import { describe, expect, it } from '@jest/globals';
import { withIdForPage } from '../../../handler/src/identity/everywhere';
import { aViewerRequest } from '../../support/cloudfront-events';
import { settingsFor } from '../../support/handler/settings-for';

const NAME = 'statsig.stable_id.123';

interface Asked {
  uri?: string;
  method?: string;
  cookie?: string;
  identity?: object;
}

function ask({ cookie = 'a=1', identity = {}, ...asked }: Asked) {
  const before = { ...aViewerRequest({ cookie: [{ value: cookie }] }).request, ...asked };
  const settings = settingsFor({ identity: { everywhere: true, ...identity } });
  return { before, after: withIdForPage(before, NAME, settings.identity) };
}

describe('the request of a visitor that nothing decides on', () => {
  it.each<[string, Asked]>([
    ['asks for a page', {}],
    ['asks for the header of a page', { method: 'HEAD' }],
    ['asks for an HTML file', { uri: '/about.html' }],
    ['has the consent that is asked for', { cookie: 'ok=1', identity: { consentCookie: 'ok' } }],
  ])('goes on with a new id where it %s', (_, asked) => {
    const { before, after } = ask(asked);
    const [{ value: id } = { value: '' }] = after.headers['x-statsig-stable-id'] ?? [];
    expect(after.headers.cookie).toEqual([
      ...(before.headers.cookie ?? []),
      { key: 'Cookie', value: `${NAME}=${id}` },
    ]);
  });

  it.each<[string, Asked]>([
    ['has an id', { cookie: `${NAME}=mine` }],
    ['asks for what belongs to a page', { uri: '/app.js' }],
    ['writes', { method: 'POST' }],
    ['only asks what may be asked', { method: 'OPTIONS' }],
    ['lacks the consent that is asked for', { identity: { consentCookie: 'ok' } }],
  ])('goes on as it is where it %s', (_, asked) => {
    const { before, after } = ask(asked);
    expect(after).toBe(before);
  });
});
