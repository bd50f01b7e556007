import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { startStopped } from '../../../../bench/edge/real/stopped';
import { viewerRequest } from '../../../../bench/requests/viewer-request';

const folder = mkdtempSync(join(tmpdir(), 'stopped-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A function that counts its requests, and ends its process when it has seen three. */
writeFileSync(
  join(folder, 'index.mjs'),
  `let requests = 0;
  export async function handler(event) {
    requests += 1;
    console.log('request ' + requests);
    if (requests === 3) process.exit(7);
    return { body: event.Records[0].cf.config.eventType + ' ' + requests };
  }`,
);

it('answers after each stop, and says when its process has ended', async () => {
  const lines: string[] = [];
  const stopped = await startStopped({
    folder,
    hostOverrides: {},
    roundTripMs: 0,
    onLine: (line) => lines.push(line),
  });
  try {
    expect(stopped.initMs).toBeGreaterThan(0);
    for (const request of [1, 2]) {
      const { body, ms } = await stopped.invoke(viewerRequest(request));
      expect(body).toBe(`viewer-request ${request}`);
      expect(ms).toBeGreaterThanOrEqual(0);
    }
    await expect(stopped.invoke(viewerRequest(3))).rejects.toThrow('ended with 7');
    expect(lines.slice(0, 2)).toEqual(['request 1', 'request 2']);
  } finally {
    await stopped.end();
  }
});
