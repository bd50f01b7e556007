import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StatsigServerlessClient } from '@statsig/serverless-client';
import { UnansweredError } from '../../../handler/src/exposures/outbox';
import { senderOf } from '../../../handler/src/exposures/send';
import { type Loopback, startLoopback } from '../../support/handler/loopback';

const EVENTS = ['{"eventName":"a"}', '{"eventName":"b"}'];

let statsig: Loopback;
const bodies: string[] = [];
beforeEach(async () => {
  statsig = await startLoopback();
  bodies.splice(0);
  answerWith(202);
});
afterEach(() => statsig.close());

function answerWith(status: number): void {
  statsig.answerWith(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    response.writeHead(status).end('{"success":true}');
  });
}

const send = (tries = 0, signal = new AbortController().signal) =>
  senderOf('client-abc', `${statsig.url}/v1/rgstr`)(EVENTS, tries, signal);

/** What Statsig's own client sends for two events. */
async function sentByClient(): Promise<{
  url: URL;
  headers: Record<string, string>;
  body: object;
}> {
  let sent: [string, RequestInit | undefined] | undefined;
  const client = new StatsigServerlessClient('client-abc', {
    disableStableID: true,
    networkConfig: {
      networkOverrideFunc: async (url, init) => {
        sent = [url, init];
        return new Response('{}');
      },
    },
    logEventCompressionMode: 'd',
  });
  client.dataAdapter.setData('{"has_updates":true,"time":1,"feature_gates":[]}');
  client.initializeSync({ disableBackgroundCacheRefresh: true });
  client.logEvent('a', { userID: 'u' });
  client.logEvent('b', { userID: 'u' });
  await client.flush();
  await client.shutdown();
  const [url, init] = sent ?? ['', undefined];
  return {
    url: new URL(url),
    headers: init?.headers as Record<string, string>,
    body: JSON.parse(String(init?.body)),
  };
}

describe('a batch', () => {
  it('goes as one POST, with its events as they are', async () => {
    expect(await send()).toBe(202);
    const [request] = statsig.requests;
    expect(request).toMatchObject({ method: 'POST', url: expect.stringMatching(/^.v1.rgstr\?/) });
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({
      events: [{ eventName: 'a' }, { eventName: 'b' }],
    });
  });

  it("has the query and the headers of Statsig's own client, which evaluated", async () => {
    await send();
    const [request] = statsig.requests;
    const { searchParams } = new URL(request?.url ?? '', statsig.url);
    const client = await sentByClient();
    const varying = { t: '', sid: '' };
    expect({ ...Object.fromEntries(searchParams), ...varying }).toEqual({
      ...Object.fromEntries(client.url.searchParams),
      ...varying,
    });
    expect(searchParams.get('sid')).toHaveLength(client.url.searchParams.get('sid')?.length ?? 0);
    expect(request?.headers).toMatchObject(client.headers);
    // It has an id that all visitors of an environment would share, and is told not to: null.
    const { statsigMetadata } = client.body as { statsigMetadata: Record<string, unknown> };
    const { sessionID, ...said } = JSON.parse(bodies[0] ?? '').statsigMetadata;
    expect(sessionID).toBe(searchParams.get('sid'));
    expect({ ...statsigMetadata, ...said, sessionID: '' }).toEqual({
      ...statsigMetadata,
      sessionID: '',
    });
    expect(Object.keys(said).sort()).toEqual(['sdkType', 'sdkVersion']);
  });

  it('says how often it was sent before', async () => {
    await send(2);
    expect(statsig.requests[0]?.headers['statsig-retry-count']).toBe('2');
  });

  it('is of one session with the next', async () => {
    const sender = senderOf('client-abc', statsig.url);
    const { signal } = new AbortController();
    await sender(EVENTS, 0, signal);
    await sender(EVENTS, 0, signal);
    const [one, two] = statsig.requests.map(({ url }) =>
      new URL(url ?? '', statsig.url).searchParams.get('sid'),
    );
    expect(one).toBe(two);
    expect(one).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([400, 429, 500])('resolves to what Statsig answers: %i', async (status) => {
    answerWith(status);
    expect(await send()).toBe(status);
  });

  it('fails in one way where it was sent and there is no answer', async () => {
    statsig.answerWith((request) => request.on('end', () => request.socket.destroy()).resume());
    await expect(send()).rejects.toThrow(UnansweredError);
  });

  it('fails in another where it cannot have arrived whole', async () => {
    const sender = senderOf('client-abc', statsig.url);
    await statsig.close();
    const failure = sender(EVENTS, 0, new AbortController().signal);
    await expect(failure).rejects.toThrow(/ECONNREFUSED/);
    await expect(failure).rejects.not.toThrow(UnansweredError);
    statsig = await startLoopback();
  });

  it('leaves no connection open, although the answer never ends', async () => {
    const closed = new Promise((resolve) => {
      statsig.answerWith((request, response) => {
        request.socket.once('close', resolve);
        request.resume();
        response.writeHead(202).write('{');
      });
    });
    expect(await send()).toBe(202);
    await closed;
  });

  it('keeps no connection: one that died meanwhile would take the next batch with it', async () => {
    await send();
    expect(statsig.requests[0]?.headers.connection).toBe('close');
  });

  it('is given up when it is aborted', async () => {
    const controller = new AbortController();
    statsig.answerWith(() => controller.abort());
    await expect(send(0, controller.signal)).rejects.toThrow(/abort/i);
  });
});
