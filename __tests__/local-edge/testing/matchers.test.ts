import { describe, expect, it } from '@jest/globals';
import { eventOf, invokeHandler, matchers } from '../../../local-edge';

const passed = () =>
  invokeHandler(
    async ({ Records: [{ cf }] }: ReturnType<typeof eventOf>) => cf.request,
    eventOf('viewer-request', { target: '/a' }),
  );
const redirect = () =>
  invokeHandler(
    async () => ({ status: '302', headers: { location: [{ value: '/new' }] } }),
    eventOf('viewer-request'),
  );

describe('the matchers', () => {
  it('tell the runner whether it is so, and what to say if not', async () => {
    const { toPassTheRequest, toRespondWith, toRedirectTo, toBreakNoRule } = matchers;
    expect(toPassTheRequest(await passed(), { uri: '/a' }).pass).toBe(true);
    expect(toPassTheRequest(await redirect()).pass).toBe(false);
    expect(toRespondWith(await redirect(), { status: 302 }).pass).toBe(true);
    expect(toRespondWith(await redirect(), { status: 301 }).message()).toContain('status is 302');
    expect(toRedirectTo(await redirect(), '/new', 302).pass).toBe(true);
    expect(toRedirectTo(await passed(), '/new').pass).toBe(false);
    expect(toBreakNoRule(await redirect()).pass).toBe(true);
  });

  it('say what was not expected where they are turned round', async () => {
    const { pass, message } = matchers.toRedirectTo(await redirect(), '/new');
    expect([pass, message()]).toEqual([true, 'Expected anything but a redirect to /new.']);
  });
});
