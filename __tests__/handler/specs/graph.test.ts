import { describe, expect, it } from '@jest/globals';
import { parseSpecs } from '../../../handler/src/specs';
import { SpecGraph, splitKey } from '../../../handler/src/specs/graph';
import {
  aConfig,
  aGate,
  aLayer,
  EVERYBODY,
  fails,
  passes,
  type SomeSpecs,
  specsText,
} from '../../support/handler/specs-text';

const FORBIDDEN = { type: 'forbidden' };

function graphOf(specs: SomeSpecs): SpecGraph {
  return new SpecGraph(parseSpecs(specsText(specs)), ({ type }) =>
    type === 'forbidden' ? 'it is forbidden' : null,
  );
}

describe('what a spec rests on', () => {
  it('is every gate that its rules name, and theirs', () => {
    const graph = graphOf({
      gates: [
        aGate('a', { conditions: [passes('b')] }),
        aGate('b', { conditions: [fails('c')] }),
        aGate('c'),
        aGate('alone'),
      ],
    });
    expect([...graph.reach(['gate:a'])].sort()).toEqual(['gate:a', 'gate:b', 'gate:c']);
  });

  it('is each gate of a list of gates', () => {
    const multi = { type: 'multi_fail_gate', targetValue: ['b', 'c'] };
    const graph = graphOf({
      gates: [aGate('a', { conditions: [multi] }), aGate('b'), aGate('c'), aGate('d')],
    });
    expect([...graph.reach(['gate:a'])].sort()).toEqual(['gate:a', 'gate:b', 'gate:c']);
  });

  it('is the experiment that a layer hands over to, and its holdout', () => {
    const graph = graphOf({
      gates: [aGate('holdout'), aGate('other')],
      configs: [aConfig('experiment', { conditions: [fails('holdout')] }), aConfig('other')],
      layers: [aLayer('layer', {}, { configDelegate: 'experiment' })],
    });
    expect([...graph.reach(['layer:layer'])].sort()).toEqual([
      'config:experiment',
      'gate:holdout',
      'layer:layer',
    ]);
  });

  it('is nothing for a name that is not in the specs', () => {
    expect([...graphOf({}).reach(['gate:a'])]).toEqual([]);
  });

  it('ends in a circle too', () => {
    const graph = graphOf({
      gates: [aGate('a', { conditions: [passes('b')] }), aGate('b', { conditions: [passes('a')] })],
    });
    expect([...graph.reach(['gate:a'])].sort()).toEqual(['gate:a', 'gate:b']);
  });

  it('is the first of a name, as for Statsig’s client', () => {
    const graph = graphOf({ gates: [aGate('a'), aGate('a', { conditions: [FORBIDDEN] })] });
    expect(graph.reasonAgainst('gate:a')).toBeNull();
  });
});

describe('the reason against a spec', () => {
  it.each<[string, SomeSpecs]>([
    ['itself', { gates: [aGate('a', { conditions: [FORBIDDEN] })] }],
    [
      'pass_gate',
      {
        gates: [aGate('a', { conditions: [passes('b')] }), aGate('b', { conditions: [FORBIDDEN] })],
      },
    ],
    [
      'fail_gate',
      {
        gates: [aGate('a', { conditions: [fails('b')] }), aGate('b', { conditions: [FORBIDDEN] })],
      },
    ],
    [
      'two steps',
      {
        gates: [
          aGate('a', { conditions: [fails('b')] }),
          aGate('b', { conditions: [passes('c')] }),
          aGate('c', { conditions: [FORBIDDEN] }),
        ],
      },
    ],
  ])('is found behind %s', (_, specs) => {
    expect(graphOf(specs).reasonAgainst('gate:a')).toMatch(/it is forbidden$/);
  });

  it('names the last on the way to it', () => {
    const graph = graphOf({
      gates: [aGate('holdout', { conditions: [FORBIDDEN] })],
      configs: [aConfig('experiment', { conditions: [fails('holdout')] })],
      layers: [aLayer('layer', {}, { configDelegate: 'experiment' })],
    });
    expect(graph.reasonAgainst('layer:layer')).toBe('it rests on gate holdout: it is forbidden');
  });

  it('is a circle, whoever is asked first', () => {
    const gates = [
      aGate('a', { conditions: [passes('b')] }),
      aGate('b', { conditions: [passes('a')] }),
      aGate('outside', { conditions: [passes('a')] }),
    ];
    for (const first of ['gate:a', 'gate:b', 'gate:outside'] as const) {
      const graph = graphOf({ gates });
      graph.reasonAgainst(first);
      for (const key of ['gate:a', 'gate:b', 'gate:outside'] as const) {
        expect(graph.reasonAgainst(key)).toMatch(/it rests on itself$/);
      }
    }
  });

  const chain = (length: number, conditionsTo: (next: string) => object[]) =>
    Array.from({ length }, (_, at) =>
      aGate(`g${at}`, at === length - 1 ? {} : { conditions: conditionsTo(`g${at + 1}`) as never }),
    );

  it('is that it rests on too many inside one another, for those alone that do', () => {
    const graph = graphOf({ gates: chain(10_000, (next) => [passes(next)]) });
    expect(graph.reasonAgainst('gate:g0')).toMatch(/more than 300 specs inside one another/);
    expect(graph.reasonAgainst('gate:g9699')).toMatch(/inside one another/);
    expect(graph.reasonAgainst('gate:g9700')).toBeNull();
  });

  it('is that it takes too many evaluations, because what is named twice is evaluated twice', () => {
    const graph = graphOf({ gates: chain(30, (next) => [passes(next), fails(next)]) });
    expect(graph.reasonAgainst('gate:g0')).toMatch(/more than 5000 evaluations/);
    expect(graph.reasonAgainst('gate:g20')).toBeNull();
  });

  it('is found in lists of any length', () => {
    const names = Array.from({ length: 200_000 }, (_, at) => `g${at}`);
    const wide = { type: 'multi_pass_gate', targetValue: names };
    const graph = graphOf({ gates: [aGate('a', { conditions: [wide] }), aGate('g7')] });
    expect([...graph.reach(['gate:a'])]).toEqual(['gate:a', 'gate:g7']);
    expect(graph.reasonAgainst('gate:a')).toMatch(/evaluations/);
  });

  it('does not count behind a rule that everybody meets', () => {
    const graph = graphOf({
      gates: [aGate('a', { conditions: [EVERYBODY] }, { conditions: [FORBIDDEN] })],
    });
    expect(graph.reasonAgainst('gate:a')).toBeNull();
  });

  it('counts before such a rule', () => {
    const graph = graphOf({
      gates: [aGate('a', { conditions: [FORBIDDEN] }, { conditions: [EVERYBODY] })],
    });
    expect(graph.reasonAgainst('gate:a')).toBe('it is forbidden');
  });

  it('does not count in a spec that is disabled', () => {
    const graph = graphOf({
      gates: [{ ...aGate('a', { conditions: [FORBIDDEN] }), enabled: false }],
    });
    expect(graph.reasonAgainst('gate:a')).toBeNull();
  });
});

describe('a key', () => {
  it('may have colons in its name', () => {
    expect(splitKey('gate:segment:staff')).toEqual(['gate', 'segment:staff']);
  });
});
