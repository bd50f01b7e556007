/** Exposures of the function as it lies in the zip, with a server in Statsig's place. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildHandler } from '../../../handler/build';
import { type Environment, startEnvironment } from '../../../local-edge/environment';
import { aViewerRequest } from '../../support/cloudfront-events';
import { type Loopback, startLoopback } from '../../support/handler/loopback';
import { CLIENT_KEY } from '../../support/handler/settings-for';
import { aGate, specsText } from '../../support/handler/specs-text';

interface Received {
  request: IncomingMessage;
  body: { events: Record<string, unknown>[]; statsigMetadata: Record<string, unknown> };
}

let folder: string;
let store: Loopback;
let statsig: Loopback;
let environment: Environment;
/** What came to Statsig, whether or not it was answered. */
let received: Received[];
const lines: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exposures-test-'));
  buildHandler({ outfile: join(folder, 'index.mjs') });
  store = await startLoopback();
  store.answerWith((_, response) => response.end(specsText({ gates: [aGate('on', {})] })));
  statsig = await startLoopback();
  received = [];
  lines.splice(0);
});
afterEach(async () => {
  await environment.stop();
  await Promise.all([store.close(), statsig.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** @param answer of Statsig's, to the batch of this number; null for none. */
function start(
  settings: Record<string, unknown>,
  answer: (batch: number) => number | null | Promise<number>,
): void {
  statsig.answerWith(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    received.push({ request, body: JSON.parse(text) });
    const status = await answer(received.length);
    if (status !== null) response.writeHead(status).end('{"success":true}');
  });
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({
      clientKey: CLIENT_KEY,
      specs: { url: `${store.url}/statsig-config.json`, access: 'public' },
      routes: [{ action: 'respond', gate: 'on' }],
      ...settings,
      exposures: { mode: 'batch', maxAgeSeconds: 0, ...(settings.exposures as object) },
    }),
  );
  environment = startEnvironment({
    folder,
    hostOverrides: { [store.url]: store.url, 'https://prodregistryv2.org': statsig.url },
    timeoutMs: 30_000,
    initTimeoutMs: 30_000,
    memoryMb: 128,
    onLog: (line) => lines.push(line),
  });
}

async function ask(): Promise<void> {
  const { config, request } = aViewerRequest({
    'user-agent': [{ key: 'User-Agent', value: 'Mozilla/5.0 (X11) Firefox/127.0' }],
  });
  const outcome = await environment.invoke({ Records: [{ cf: { config, request } }] });
  if (outcome.kind === 'failed') throw new Error(outcome.reason);
  expect(JSON.parse(outcome.json)).toMatchObject({ status: '200' });
}

const events = () => received.flatMap(({ body }) => body.events);
const visitors = () =>
  events().map(({ user }) => (user as { customIDs: { stableID: string } }).customIDs.stableID);

describe('exposures at the edge', () => {
  it('are with Statsig when the visitor has the answer, where none is to be lost', async () => {
    // As long as a request may wait: the machine may be busy.
    start({ environment: 'staging', exposures: { timeoutMs: 1_000 } }, () => 202);
    await ask();
    expect(events()).toMatchObject([
      {
        eventName: 'statsig::gate_exposure',
        user: { statsigEnvironment: { tier: 'staging' } },
        metadata: { gate: 'on', gateValue: 'true' },
      },
    ]);
  });

  it('are none of a person who keeps no id, and would be five on five pages', async () => {
    start({ identity: { consentCookie: 'consent' } }, () => 202);
    for (let page = 0; page < 5; page += 1) await ask();
    expect(received).toEqual([]);
  });

  it('are not sent twice when Statsig answers late', async () => {
    let answer: (status: number) => void = () => {};
    start(
      { exposures: { timeoutMs: 10 } },
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    await ask();
    while (received.length === 0) await ask();
    answer(202);
    for (let i = 0; i < 20; i += 1) await ask();
    expect(new Set(visitors()).size).toBe(visitors().length);
    expect(lines.join('\n')).toContain('took longer than 10 ms');
  });
});
