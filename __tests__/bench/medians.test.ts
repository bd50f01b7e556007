import { describe, expect, it } from '@jest/globals';
import type { Memory } from '../../bench/measure/memory';
import { coldFigures, warmFigures } from '../../bench/medians';

const plan = { gates: [1, 78], typicalGates: 78 };
const allocation = [{ bytes: 1_000 }];

function aMemory(resident: number, lateResident: number | null): Memory {
  return {
    answered: lateResident === null ? 900 : 100_000,
    early: { residentMiB: resident, heapMiB: 5 },
    late: lateResident === null ? null : { residentMiB: lateResident, heapMiB: 5 },
    peakMiB: 100,
  };
}

function warmWith(memory: Memory[]) {
  const cpu: [number, { microseconds: number }[]][] = [
    [1, [{ microseconds: 10 }, { microseconds: 30 }, { microseconds: 11 }]],
    [78, [{ microseconds: 1_000 }]],
  ];
  return warmFigures(plan, cpu, allocation, memory);
}

describe('coldFigures', () => {
  it('takes the middle process of each figure', () => {
    const taken = [
      { initMs: 1, firstAnswerMs: 30, cpuMs: 5 },
      { initMs: 2, firstAnswerMs: 10, cpuMs: 6 },
      { initMs: 9, firstAnswerMs: 20, cpuMs: 7 },
    ];
    expect(coldFigures(20, taken)).toEqual({ storeMs: 20, initMs: 2, firstAnswerMs: 20, cpuMs: 6 });
  });
});

describe('warmFigures', () => {
  it('has CPU for each number of gates, and the cost of the typical one', () => {
    const { cpu, cost } = warmWith([aMemory(60, 61)]);
    expect(cpu).toEqual([
      { gates: 1, microseconds: 11 },
      { gates: 78, microseconds: 1_000 },
    ]);
    expect(cost.durationMs).toBeCloseTo(13.82, 2);
  });

  it('has the memory of the middle process', () => {
    const { memory } = warmWith([aMemory(60, 61), aMemory(70, 75), aMemory(62, 63)]);
    expect([memory.early?.residentMiB, memory.late?.residentMiB]).toEqual([62, 63]);
  });

  it('has no late memory when one process did not live so long', () => {
    const { memory } = warmWith([aMemory(60, 61), aMemory(70, null), aMemory(62, 63)]);
    expect(memory.early?.residentMiB).toBe(62);
    expect(memory.late).toBeNull();
  });
});
