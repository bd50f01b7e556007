import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Exposure } from '../../../handler/src/exposures/exposure';
import { senderOf } from '../../../handler/src/exposures/send';
import lock from '../../../package-lock.json';

const EVENT: Exposure = {
  eventName: 'statsig::gate_exposure',
  user: { userID: 'u' },
  metadata: { gate: 'a' },
  secondaryExposures: [],
  time: 1,
};

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

function answering(status: number) {
  const fetchMock = jest.fn<typeof fetch>(async () => new Response('{}', { status }));
  globalThis.fetch = fetchMock;
  return fetchMock;
}

describe('a batch', () => {
  it("goes to the address of Statsig's clients, with the key and the number of events", async () => {
    const fetchMock = answering(202);
    const { signal } = new AbortController();
    await senderOf('client-abc')([EVENT], signal);
    const [address, init] = fetchMock.mock.calls[0] ?? [];
    const url = new URL(String(address));
    expect(url.origin + url.pathname).toBe('https://prodregistryv2.org/v1/rgstr');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      k: 'client-abc',
      ec: '1',
      st: 'js-on-device-eval-client',
    });
    expect(init).toMatchObject({
      method: 'POST',
      signal,
      headers: { 'statsig-event-count': '1', 'content-type': 'application/json' },
    });
    expect(JSON.parse(String(init?.body))).toMatchObject({ events: [EVENT] });
  });

  it('says which client evaluated, by its true version', async () => {
    const fetchMock = answering(202);
    await senderOf('client-abc')([EVENT], new AbortController().signal);
    const { searchParams } = new URL(String(fetchMock.mock.calls[0]?.[0]));
    const { version } = lock.packages['node_modules/@statsig/js-on-device-eval-client'];
    expect(searchParams.get('sv')).toBe(version);
  });

  it('carries no id of the container that all visitors would share', async () => {
    const fetchMock = answering(202);
    await senderOf('client-abc')([EVENT], new AbortController().signal);
    const { statsigMetadata } = JSON.parse(String(fetchMock.mock.calls[0]?.[1]?.body));
    expect(Object.keys(statsigMetadata).sort()).toEqual(['sdkType', 'sdkVersion']);
  });

  it.each([400, 401, 429, 500])('fails when Statsig answers %i', async (status) => {
    answering(status);
    const sending = senderOf('client-abc')([EVENT], new AbortController().signal);
    await expect(sending).rejects.toThrow(`Statsig answered ${status}`);
  });
});
