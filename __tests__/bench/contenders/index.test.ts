/** A contender that answered something else would be measured for something else. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contenders } from '../../../bench/contenders';
import { viewerRequest } from '../../../bench/requests/viewer-request';
import { bundleContender, stage } from '../../../bench/site/stage';
import { openStore, type Store } from '../../../bench/site/store';

const folder = mkdtempSync(join(tmpdir(), 'bench-contenders-'));
let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Answers one request in a process of its own: jest's own module loader cannot import a bundle. */
async function answerOf(name: string): Promise<unknown> {
  const contender = contenders.find((one) => one.name === name);
  if (contender === undefined) throw new Error(`There is no contender ${name}`);
  const root = join(__dirname, '../../..');
  const bundle = stage(bundleContender(contender, root, folder), store.specsUrl(3, 0));
  const code = `
    const { handler } = await import(${JSON.stringify(bundle)});
    const answer = await handler(${JSON.stringify(viewerRequest(1))});
    process.stdout.write('\\n' + JSON.stringify(answer), () => process.exit());`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    code,
  ]);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n')));
}

describe('contenders', () => {
  it('empty gives the request back', async () => {
    expect(await answerOf('empty')).toEqual(viewerRequest(1).Records[0].cf.request);
  });

  it('checkGate evaluates', async () => {
    expect(typeof (await answerOf('checkGate'))).toBe('boolean');
  });

  it.each([
    ['statsig-edge', { gateValue: expect.any(Boolean) }],
    ['guide', { gateValue: expect.any(Boolean), user: { userID: expect.stringMatching(/^\d+$/) } }],
    ['growthbook', { flagValue: expect.any(Boolean) }],
  ])('%s answers the guide’s JSON', async (name, body) => {
    const answer = (await answerOf(name)) as { status: string; body: string };
    expect(answer.status).toBe('200');
    expect(JSON.parse(answer.body)).toMatchObject({ success: true, ...body });
  });
});
