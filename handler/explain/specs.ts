/** Specs as the handler takes them, with all that they name. */
import type { Settings } from '../src/settings';
import { parseSpecs, type Spec } from '../src/specs';
import { reasonAgainst } from '../src/specs/evaluable';
import { SpecGraph, type SpecKey } from '../src/specs/graph';
import { SpecsSnapshot } from '../src/specs-snapshot';
import { chainFrom } from './chain';
import { untoldBy } from './untold';

export interface CheckedSpecs {
  /** Milliseconds since 1970. */
  time: number;
  specs: CheckedSpec[];
  snapshot: SpecsSnapshot;
}

export interface CheckedSpec {
  key: SpecKey;
  spec: NamedSpec;
  /** Why it cannot be evaluated at the edge, or null when it can. */
  problem: Problem<SpecKey> | null;
  /** What it looks at and a request does not tell: fields of the user, kinds of ids. */
  untold: string[];
}

export interface Problem<Key> {
  /** As the handler's log says it. */
  reason: string;
  /** From the spec itself down to the one that is the cause: each rests on the next. */
  chain: Key[];
  /** What is the matter with the last of the chain. */
  cause: string;
}

/** What people see of a spec, beside what the handler looks at. */
export interface NamedSpec extends Spec {
  rules: (Spec['rules'][number] & { id?: unknown; groupName?: unknown; returnValue?: unknown })[];
}

/** @throws {SpecsError} when the handler would not take them. */
export function checkSpecs(text: string, settings: Settings): CheckedSpecs {
  const snapshot = new SpecsSnapshot(text, {
    settings,
    wanted: { keys: [], rest: true },
    origin: 'S3',
    log: () => {},
  });
  const parsed = parseSpecs(text);
  const { countryHeader, countryFromAddress } = settings.identity;
  const knowsCountry = countryHeader !== null || countryFromAddress;
  const refuse = (condition: Parameters<typeof reasonAgainst>[0]) =>
    reasonAgainst(condition, knowsCountry);
  const graph = new SpecGraph(parsed, refuse);
  const problemOf = (key: SpecKey): Problem<SpecKey> | null => {
    const reason = graph.reasonAgainst(key);
    if (reason === null) return null;
    const chain = chainFrom(key, graph, refuse);
    return { reason, chain, cause: graph.reasonAgainst(chain.at(-1) ?? key) ?? reason };
  };
  const specs = [...graph.keys()].map((key) => ({
    key,
    spec: graph.get(key) as NamedSpec,
    problem: problemOf(key),
    untold: untoldBy(key, graph, settings.identity.attributes),
  }));
  return { time: parsed.time, specs, snapshot };
}
