/** What several processes found becomes one set of figures. */
import { costOf } from './cost';
import type { ContenderFigures, WarmFigures } from './figures';
import type { FiguresOf } from './measure';
import type { MemoryReading } from './measure/memory';
import type { Plan } from './plan';
import { median } from './statistics';

export function coldFigures(
  storeMs: number,
  taken: FiguresOf<'coldStart'>[],
): ContenderFigures['coldStart'][number] {
  return {
    storeMs,
    initMs: median(taken.map(({ initMs }) => initMs)),
    firstAnswerMs: median(taken.map(({ firstAnswerMs }) => firstAnswerMs)),
    cpuMs: median(taken.map(({ cpuMs }) => cpuMs)),
  };
}

export function warmFigures(
  { gates, typicalGates }: Pick<Plan, 'gates' | 'typicalGates'>,
  warm: [number, FiguresOf<'warmCpu'>[]][],
  allocation: FiguresOf<'allocation'>[],
  memory: FiguresOf<'memory'>[],
): WarmFigures {
  const cpu = warm.map(([count, taken]) => ({
    gates: count,
    microseconds: median(taken.map(({ microseconds }) => microseconds)),
  }));
  return {
    cpu,
    cost: costOf(cpu[gates.indexOf(typicalGates)]?.microseconds ?? Number.NaN),
    allocatedBytes: median(allocation.map(({ bytes }) => bytes)),
    memory: {
      answered: median(memory.map(({ answered }) => answered)),
      early: medianReading(memory.map(({ early }) => early)),
      late: medianReading(memory.map(({ late }) => late)),
      peakMiB: median(memory.map(({ peakMiB }) => peakMiB)),
    },
  };
}

/** Null when one process did not come so far. */
function medianReading(readings: (MemoryReading | null)[]): MemoryReading | null {
  const reached = readings.filter((reading) => reading !== null);
  if (reached.length < readings.length) return null;
  return {
    residentMiB: median(reached.map(({ residentMiB }) => residentMiB)),
    heapMiB: median(reached.map(({ heapMiB }) => heapMiB)),
  };
}
