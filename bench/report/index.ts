/** The figures as tables, with ratios to what each is best compared with. */
import type { ContenderFigures, Figures, WarmFigures } from '../figures';
import { number, ratio } from './format';
import { table } from './table';

type Warm = ContenderFigures & { warm: WarmFigures };

export function report({ machine, plan, contenders }: Figures): string {
  const warm = contenders.filter((one): one is Warm => one.warm !== null);
  return [
    `Node ${machine.node} on ${machine.cpu}; medians of ${plan.processes.coldStart} cold and ${plan.processes.warm} warm processes.`,
    contenders.map(({ name, what }) => `${name.padEnd(14)}  ${what}`).join('\n'),
    ...plan.storeMs.map((storeMs) => coldTable(contenders, storeMs, plan.typicalGates)),
    cpuTable(warm, plan.gates),
    costTable(warm, plan.typicalGates),
    memoryTable(warm, plan.typicalGates, plan.effort.memoryAt),
    bundleTable(contenders),
  ].join('\n\n');
}

function coldTable(contenders: ContenderFigures[], storeMs: number, gates: number): string {
  const of = ({ coldStart }: ContenderFigures) => coldStart.find((one) => one.storeMs === storeMs);
  const totalOf = (one: ContenderFigures | undefined) => {
    const cold = one && of(one);
    return cold && cold.initMs + cold.firstAnswerMs;
  };
  const base = totalOf(contenders.find(({ name }) => name === 'client + fetch'));
  return table(
    `Cold start, store at ${storeMs} ms, ${gates} gates (milliseconds)`,
    ['', 'init', 'first answer', 'both', 'CPU', '÷ client + fetch'],
    contenders.map((one) => {
      const { initMs = 0, firstAnswerMs = 0, cpuMs = 0 } = of(one) ?? {};
      const total = initMs + firstAnswerMs;
      return [one.name, ...[initMs, firstAnswerMs, total, cpuMs].map(number), ratio(total, base)];
    }),
  );
}

function cpuTable(contenders: Warm[], gates: readonly number[]): string {
  const base = contenders.find(({ name }) => name === 'checkGate')?.warm.cpu;
  return table(
    'Warm CPU a request (microseconds)',
    [
      '',
      ...gates.flatMap((count) => [
        count === 1 ? '1 gate' : `${count.toLocaleString('en-US')} gates`,
        '÷ checkGate',
      ]),
    ],
    contenders.map(({ name, warm }) => [
      name,
      ...warm.cpu.flatMap(({ microseconds }, column) => [
        number(microseconds),
        ratio(microseconds, base?.[column]?.microseconds),
      ]),
    ]),
  );
}

function costTable(contenders: Warm[], gates: number): string {
  return table(
    `A million warm requests at 128 MB, ${gates} gates; waiting for a store not counted`,
    ['', 'duration, ms', 'US$'],
    contenders.map(({ name, warm: { cost } }) => [
      name,
      number(cost.durationMs),
      cost.dollarsPerMillion.toFixed(3),
    ]),
  );
}

function memoryTable(
  contenders: Warm[],
  gates: number,
  [early, late]: readonly [number, number],
): string {
  const mib = (value: number | undefined) => (value === undefined ? '-' : value.toFixed(1));
  return table(
    `Memory, ${gates} gates, with the heap that Lambda gives at 128 MB (MiB, after a collection)`,
    [
      '',
      'allocated a request, KiB',
      `resident after ${early.toLocaleString('en-US')}`,
      `after ${late.toLocaleString('en-US')}`,
      'heap in use',
      'then',
      'resident at most',
      'answered',
    ],
    contenders.map(({ name, warm: { allocatedBytes, memory } }) => [
      name,
      number(allocatedBytes / 1_024),
      mib(memory.early?.residentMiB),
      mib(memory.late?.residentMiB),
      mib(memory.early?.heapMiB),
      mib(memory.late?.heapMiB),
      mib(memory.peakMiB),
      memory.answered === late
        ? 'all'
        : `about ${memory.answered.toLocaleString('en-US')}, then out of memory`,
    ]),
  );
}

function bundleTable(contenders: ContenderFigures[]): string {
  return table(
    'Bundle (KiB)',
    ['', 'minified', 'gzipped'],
    contenders.map(({ name, bundle }) => [
      name,
      number(bundle.bytes / 1_024),
      number(bundle.gzipBytes / 1_024),
    ]),
  );
}
