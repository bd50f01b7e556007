/** An environment in real time: the built handler, a store on this machine that is far away, a process that is stopped. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DUMMY_CREDENTIALS } from '../../../local-edge/environment/variables';
import { functionFolder } from '../../../local-edge/start/function-folder';
import { startStore } from '../../../local-edge/store';
import { viewerRequest } from '../../requests/viewer-request';
import { CLIENT_KEY } from '../../site/client-key';
import type { Request, World } from '../life';
import { specsOfSize } from '../specs';
import { startStopped } from './stopped';

const ORIGIN = 'https://bench.s3.us-east-1.amazonaws.com';
const PATH = '/statsig-config.json';

export interface RealOptions {
  roundTripMs: number;
  /** Of the specs. */
  bytes: number;
  refreshMs: number;
}

export interface RealWorld extends World {
  /** Error lines that the function wrote. */
  readonly errors: string[];
  close(): Promise<void>;
}

/** With the specs in the zip and a private bucket, as a deployment has them by default. */
export async function realWorld({
  roundTripMs,
  bytes,
  refreshMs,
}: RealOptions): Promise<RealWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-bench-'));
  const file = join(folder, 'statsig-config.json');
  const versions = { closed: specsFor(bytes, 0), open: specsFor(bytes, 100) };
  let version: keyof typeof versions = 'closed';
  writeFileSync(file, versions[version]);
  const store = await startStore({
    file,
    path: PATH,
    access: { credentials: DUMMY_CREDENTIALS, region: 'us-east-1' },
    distance: 'each-client',
  });
  const built = functionFolder(null, file);
  built.build({
    clientKey: CLIENT_KEY,
    specs: {
      url: ORIGIN + PATH,
      access: 'private',
      region: 'us-east-1',
      refreshSeconds: refreshMs / 1_000,
    },
  });
  const put = () => {
    version = version === 'open' ? 'closed' : 'open';
    writeFileSync(file, versions[version]);
  };
  // In the zip are those of the deploy, and the store has newer ones.
  put();
  const errors: string[] = [];
  const from = performance.now();
  const now = () => performance.now() - from;
  const starting = startStopped({
    folder: built.folder,
    hostOverrides: { [ORIGIN]: store.url },
    roundTripMs,
    onLine: (line) => {
      if (line.includes('"level":"error"')) errors.push(line);
    },
  });
  let requests = 0;
  return {
    errors,
    now,
    freezeUntil: async (time) => {
      await sleep(Math.max(0, time - now()));
    },
    init: async () => (await starting).initMs,
    request: async (): Promise<Request> => {
      requests += 1;
      const at = now();
      const { ms, body } = await (await starting).invoke(viewerRequest(requests));
      return { at, waitMs: ms, version: versionOf(body) };
    },
    version: () => version,
    put,
    close: async () => {
      await (await starting).end();
      await store.close();
      built.remove();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The gate that is asked for is open for this percentage. */
function specsFor(bytes: number, percentage: number): string {
  return specsOfSize(bytes).replaceAll('"passPercentage":50', `"passPercentage":${percentage}`);
}

/** Null for an answer from defaults. */
function versionOf(body: string): string | null {
  const { success, gateValue } = JSON.parse(body);
  if (success !== true) return null;
  return gateValue ? 'open' : 'closed';
}
