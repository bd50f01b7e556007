/** One run: every contender, every measurement, each in processes of its own, taken in turns. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contenders } from './contenders';
import type { ContenderFigures, Figures } from './figures';
import type { FiguresOf, MeasurementName } from './measure';
import { coldFigures, warmFigures } from './medians';
import type { Plan } from './plan';
import { createProbe, type Probe } from './probe/start';
import { bundleContender, type Staged, stage } from './site/stage';
import { openStore, type Store } from './site/store';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @param progress is told what comes next. */
export async function bench(plan: Plan, progress: (step: string) => void): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-bench-'));
  const store = await openStore();
  try {
    const staged = contenders.map((contender) => bundleContender(contender, ROOT, folder));
    const run = new Run(plan, staged, store, createProbe(folder), progress);
    return {
      machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown' },
      plan,
      contenders: await run.figures(),
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** The figures of one measurement, by contender. */
type Taken<Name extends MeasurementName> = Map<Staged, FiguresOf<Name>[]>;

class Run {
  constructor(
    readonly plan: Plan,
    readonly staged: Staged[],
    readonly store: Store,
    readonly probe: Probe,
    readonly progress: (step: string) => void,
  ) {}

  async figures(): Promise<ContenderFigures[]> {
    const { storeMs, gates, typicalGates, processes } = this.plan;
    const handlers = this.staged.filter(({ contender }) => contender.isHandler);
    const cold = await each(storeMs, (ms) =>
      this.#take('coldStart', this.staged, typicalGates, ms, processes.coldStart),
    );
    const warm = await each(gates, (count) =>
      this.#take('warmCpu', handlers, count, 0, processes.warm),
    );
    const allocation = await this.#take('allocation', handlers, typicalGates, 0, processes.warm);
    const memory = await this.#take('memory', handlers, typicalGates, 0, processes.warm);
    return this.staged.map((staged) => ({
      name: staged.contender.name,
      what: staged.contender.what,
      bundle: { bytes: staged.bundle.bytes, gzipBytes: staged.bundle.gzipBytes },
      coldStart: cold.map(([ms, taken]) => coldFigures(ms, of(taken, staged))),
      warm: staged.contender.isHandler
        ? warmFigures(
            this.plan,
            warm.map(([count, taken]) => [count, of(taken, staged)]),
            of(allocation, staged),
            of(memory, staged),
          )
        : null,
    }));
  }

  /** In turns, so that whatever else the machine does meets all contenders alike. */
  async #take<Name extends MeasurementName>(
    measurement: Name,
    staged: Staged[],
    gates: number,
    storeMs: number,
    processes: number,
  ): Promise<Taken<Name>> {
    this.progress(`${measurement}, ${gates} gates, store at ${storeMs} ms`);
    const taken: Taken<Name> = new Map(staged.map((one) => [one, []]));
    for (let turn = 0; turn < processes; turn += 1) {
      for (const [one, figures] of taken) {
        const bundle = stage(one, this.store.specsUrl(gates, storeMs));
        figures.push(await this.probe({ measurement, bundle, effort: this.plan.effort }));
      }
    }
    return taken;
  }
}

async function each<T>(
  values: readonly number[],
  take: (value: number) => Promise<T>,
): Promise<[number, T][]> {
  const all: [number, T][] = [];
  for (const value of values) all.push([value, await take(value)]);
  return all;
}

function of<Name extends MeasurementName>(taken: Taken<Name>, staged: Staged): FiguresOf<Name>[] {
  return taken.get(staged) ?? [];
}
