import type { Condition } from '../src/specs';
import { dependencies, type SpecGraph, type SpecKey } from '../src/specs/graph';

/**
 * From a spec that cannot be evaluated at the edge down to the one that is the cause: each rests on the next. One that
 * rests on itself ends where it began.
 */
export function chainFrom(
  key: SpecKey,
  graph: SpecGraph,
  refuse: (condition: Condition) => string | null,
): SpecKey[] {
  const chain = [key];
  for (let at = key; !graph.conditionsOf(at).some((condition) => refuse(condition) !== null); ) {
    const next = dependencies(graph.get(at)).find((below) => graph.reasonAgainst(below) !== null);
    if (next === undefined) break;
    const isCircle = chain.includes(next);
    chain.push(next);
    if (isCircle) break;
    at = next;
  }
  return chain;
}
