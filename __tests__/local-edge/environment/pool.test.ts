import { afterEach, describe, expect, it } from '@jest/globals';
import type { CloudFrontEvent } from '../../../handler/src/cloudfront';
import { type EnvironmentPool, environmentPool } from '../../../local-edge/environment/pool';
import { aViewerRequest } from '../../support/cloudfront-events';
import { aFunction, removeFunctions } from '../../support/function-folder';

const EVENT: CloudFrontEvent = { Records: [{ cf: aViewerRequest() }] };
/** Answers with who it is, and how many invocations it has seen. */
const WHO = `const id = crypto.randomUUID(); let n = 0;
  export const handler = async () => { n += 1; await new Promise((done) => setTimeout(done, 20)); return { id, n }; };`;

let pool: EnvironmentPool;
afterEach(async () => {
  await pool.close();
  removeFunctions();
});

function open(limit: number, code = WHO): void {
  const folder = aFunction(code);
  pool = environmentPool(
    () => ({
      folder,
      hostOverrides: {},
      timeoutMs: 30_000,
      initTimeoutMs: 30_000,
      memoryMb: 128,
      onLog: () => {},
    }),
    limit,
  );
}

async function ask(): Promise<{ id: string; n: number }> {
  const outcome = await pool.invoke(EVENT);
  if (outcome.kind === 'failed') throw new Error(outcome.reason);
  return JSON.parse(outcome.json);
}

describe('the environments of a function', () => {
  it('takes the warm one again', async () => {
    open(4);
    const first = await ask();
    expect(await ask()).toEqual({ id: first.id, n: 2 });
  });

  it('starts another for a request that comes meanwhile', async () => {
    open(4);
    const [one, two] = await Promise.all([ask(), ask()]);
    expect(one.id).not.toBe(two.id);
  });

  it('throttles at its limit, until one is idle again', async () => {
    open(2);
    const outcomes = await Promise.all([1, 2, 3].map(() => pool.invoke(EVENT)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['failed', 'result', 'result']);
    expect(outcomes).toContainEqual({
      kind: 'failed',
      reason: 'Rate Exceeded.',
      limit: 'throttle',
    });
    expect((await ask()).n).toBe(2);
  });

  it('is warm before the first request where that is asked for', async () => {
    open(1);
    expect(await pool.warmUp()).toBeNull();
    expect((await ask()).n).toBe(1);
  });

  it('starts cold when told to, also in place of one that was at work', async () => {
    open(1);
    const atWork = ask();
    await pool.coldStart();
    const { id } = await atWork;
    const next = await ask();
    expect(next).toEqual({ id: expect.any(String), n: 1 });
    expect(next.id).not.toBe(id);
    await pool.coldStart();
    expect((await ask()).id).not.toBe(next.id);
  });

  it('replaces one that crashed', async () => {
    open(1, 'export const handler = async () => process.exit(1);');
    expect((await pool.invoke(EVENT)).kind).toBe('failed');
    expect((await pool.invoke(EVENT)).kind).toBe('failed');
  });

  it('answers nothing once it is closed', async () => {
    open(1);
    await pool.close();
    expect(await pool.invoke(EVENT)).toEqual({
      kind: 'failed',
      reason: 'The local edge is closed.',
    });
  });
});
