import { describe, expect, it } from '@jest/globals';
import type { CloudFrontRequest } from '../../handler/src/cloudfront';
import { takeOffForged } from '../../handler/src/forged-headers';
import { aViewerRequest } from '../support/cloudfront-events';
import { aConfig, aGate, onIdList, passes, specsText } from '../support/handler/specs-text';
import { handlerOnSpecs } from '../support/specs-handler';

const NESTED = Array.from({ length: 2_000 }, (_, at) =>
  aGate(`nested ${at}`, at < 1_999 ? { conditions: [passes(`nested ${at + 1}`)] } : {}),
);
const BROKEN = {
  type: 'user_field',
  field: 'userID',
  operator: 'any',
  targetValue: [{ toString: 1 }],
};
const SPECS = specsText({
  gates: [aGate('staff'), ...NESTED, aGate('broken', { conditions: [BROKEN] })],
  configs: [aConfig('listed', { conditions: [onIdList('l')] })],
});

const STAFF = { path: '/account/*', action: 'header', header: 'X-Staff', gate: 'staff' };

/** What the origin gets in `x-staff` when the viewer sent `true`. */
async function staffAt(
  uri: string,
  { method = 'GET', header = 'x-staff', ...route }: Record<string, unknown> = {},
): Promise<unknown> {
  const { handler } = handlerOnSpecs(SPECS, { routes: [{ ...STAFF, ...route }] });
  const { config, request } = aViewerRequest({ [String(header)]: [{ value: 'true' }] });
  const event = { Records: [{ cf: { config, request: { ...request, uri, method } } }] };
  const { headers } = (await handler(event as never)) as CloudFrontRequest;
  return headers[String(header)]?.[0]?.value;
}

describe('a header that a route sets', () => {
  it.each([
    ['/account/x', {}, 'false'],
    ['/%61ccount/x', {}, 'false'],
    ['//account/x', {}, 'false'],
    ['/x/../account/x', {}, 'false'],
    ['/account/%2e%2e/account/x', {}, 'false'],
    ['/account/x', { method: 'HEAD' }, 'false'],
    ['/account/x', { method: 'POST' }, undefined],
    ['/account;.js', { assets: false }, undefined],
    ['/account/x.js', { assets: false }, undefined],
    ['/elsewhere', {}, undefined],
    ['/account/x', { header: 'x_staff' }, undefined],
    ['/account/x', { gate: undefined, config: 'listed', parameter: 'p' }, undefined],
  ])('is never the viewer’s own, at %s with %j', async (uri, more, value) => {
    expect(await staffAt(uri, more)).toBe(value);
  });
});

describe('a header whose gate fails', () => {
  it.each([
    ['true', 'true'],
    ['false', 'false'],
    [undefined, 'false'],
  ])('has the stated default %p, and not what the viewer wrote', async (byDefault, value) => {
    for (const gate of ['nested 0', 'broken']) {
      expect(await staffAt('/account/x', { gate, default: byDefault })).toBe(value);
    }
  });
});

describe('every header of the handler’s', () => {
  it('is taken off, and no other', () => {
    const headers = Object.fromEntries(
      [
        ...['x-staff', 'x_staff', 'x.staff', "x'staff", 'x~staff'],
        ...['x-statsig-stable-id', 'x_statsig-stable_id', 'x-statsig-differs'],
        ...['x-staff2', 'xx-staff', 'accept'],
      ].map((name) => [name, [{ key: name, value: 'forged' }]]),
    );
    takeOffForged([{ header: 'x-staff' }, { header: null }])(headers);
    expect(Object.keys(headers)).toEqual(['x-staff2', 'xx-staff', 'accept']);
  });
});
