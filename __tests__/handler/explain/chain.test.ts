import { describe, expect, it } from '@jest/globals';
import { chainFrom } from '../../../handler/explain/chain';
import { type Condition, parseSpecs } from '../../../handler/src/specs';
import { SpecGraph } from '../../../handler/src/specs/graph';
import {
  config,
  everybody,
  failGate,
  gate,
  layer,
  passGate,
  rule,
  type Spec,
  specs,
} from '../../support/specs';

const odd: Condition = { type: 'odd' };
const refuse = ({ type }: Condition) => (type === 'odd' ? 'it is odd' : null);

function chain(key: Parameters<typeof chainFrom>[0], gates: Spec[], others = {}): string[] {
  const text = JSON.stringify(specs({ feature_gates: gates, ...others }));
  return chainFrom(key, new SpecGraph(parseSpecs(text), refuse), refuse);
}

describe('the chain of a spec that cannot be evaluated at the edge', () => {
  it('is itself where the cause is its own', () => {
    expect(chain('gate:a', [gate('a', [rule([passGate('b')]), rule([odd])])])).toEqual(['gate:a']);
  });

  it('goes down to the cause, past what it also rests on', () => {
    const gates = [
      gate('sound', [rule([everybody])]),
      gate('a', [rule([passGate('sound'), passGate('missing'), failGate('b')])]),
      gate('b', [rule([odd])]),
    ];
    expect(chain('gate:a', gates)).toEqual(['gate:a', 'gate:b']);
  });

  it('goes from a layer through its experiment to a gate', () => {
    const configs = {
      layer_configs: [layer('l', [rule([everybody], { configDelegate: 'e' })])],
      dynamic_configs: [config('e', [rule([passGate('b')])])],
    };
    expect(chain('layer:l', [gate('b', [rule([odd])])], configs)).toEqual([
      'layer:l',
      'config:e',
      'gate:b',
    ]);
  });

  it('ends where a circle closes', () => {
    const gates = [
      gate('a', [rule([passGate('b')])]),
      gate('b', [rule([passGate('c')])]),
      gate('c', [rule([passGate('b')])]),
    ];
    expect(chain('gate:a', gates)).toEqual(['gate:a', 'gate:b', 'gate:c', 'gate:b']);
  });

  it('ends where there is too much below', () => {
    const gates = Array.from({ length: 302 }, (_, at) =>
      gate(`${at}`, [rule([at === 301 ? everybody : passGate(`${at + 1}`)])]),
    );
    // 302 inside one another, then 301; 300 are evaluated.
    expect(chain('gate:0', gates)).toEqual(['gate:0', 'gate:1']);
  });
});
