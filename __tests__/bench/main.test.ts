/** The whole benchmark, as quickly as it goes: everybody is measured, nothing about how fast they are. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contenders } from '../../bench/contenders';
import type { EdgeFigures } from '../../bench/edge/figures';
import { everyCell } from '../../bench/edge/grid';
import type { Figures } from '../../bench/figures';
import { quickPlan } from '../../bench/plan';

const ROOT = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'bench/main.ts', ...args], {
    cwd: ROOT,
  });

describe('npm run bench -- --quick --only contenders --json FILE', () => {
  let output: string;
  let figures: Figures;
  beforeAll(async () => {
    const file = join(folder, 'figures.json');
    output = (await run('--quick', '--only', 'contenders', '--json', file)).stdout;
    figures = JSON.parse(readFileSync(file, 'utf8'));
  }, 600_000);

  it('measures every contender', () => {
    expect(figures.contenders.map(({ name }) => name)).toEqual(contenders.map(({ name }) => name));
    expect(figures.plan).toEqual(quickPlan);
  });

  it.each(contenders.map(({ name, isHandler }) => ({ name, isHandler })))(
    'has all figures of $name',
    ({ name, isHandler }) => {
      const found = figures.contenders.find((one) => one.name === name);
      expect(found).toMatchObject({
        bundle: { bytes: expect.any(Number), gzipBytes: expect.any(Number) },
        coldStart: quickPlan.storeMs.map((storeMs) => ({
          storeMs,
          initMs: expect.any(Number),
          firstAnswerMs: expect.any(Number),
          cpuMs: expect.any(Number),
        })),
        warm: isHandler
          ? {
              cpu: quickPlan.gates.map((gates) => ({ gates, microseconds: expect.any(Number) })),
              cost: { durationMs: expect.any(Number), dollarsPerMillion: expect.any(Number) },
              allocatedBytes: expect.any(Number),
              memory: { answered: quickPlan.effort.memoryAt[1], late: expect.any(Object) },
            }
          : null,
      });
    },
  );

  it('prints a row for each of them in every table', () => {
    const rows = output.split('\n').filter((line) => line.startsWith('statsig-edge  '));
    // What it is, one cold start, CPU, cost, memory, bundle.
    expect(rows).toHaveLength(6);
  });
});

describe('npm run bench -- --quick --only edge --json FILE', () => {
  it('keeps its promises in every cell, and prints a table for each question', async () => {
    const file = join(folder, 'edge.json');
    const { stdout, stderr } = await run('--quick', '--only', 'edge', '--json', file);
    expect(stderr).not.toContain('Broken promises');
    expect(stdout.match(/^-+ .*-$/gm)).toHaveLength(4);
    const { edge }: { edge: EdgeFigures } = JSON.parse(readFileSync(file, 'utf8'));
    const cells = everyCell().filter(({ region }) => quickPlan.edge.regions.includes(region));
    expect(edge.cells).toHaveLength(cells.length);
    expect(edge.cells[0]).toMatchObject({ ...cells[0], freshMs: { p50: expect.any(Number) } });
  });
});

it('says before it starts that the file cannot be written', async () => {
  const file = join(folder, 'nowhere', 'figures.json');
  await expect(run('--quick', '--json', file)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`cannot write into ${join(folder, 'nowhere')}`),
    stdout: '',
  });
});
