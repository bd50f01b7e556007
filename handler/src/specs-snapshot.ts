/** One loaded set of specs, ready to be evaluated. */
import type { StatsigUser } from '@statsig/client-core';
import { warmUpUserAgentParser, withUserAgentFields } from './identity/user-agent';
import type { Log } from './log';
import type { IdentitySettings } from './settings/identity';
import { parseSpecs, type Spec, type Specs } from './specs';
import { looksAtUserAgent, reasonAgainst } from './specs/evaluable';
import { SpecsEvaluator } from './specs/evaluator';
import { forClient } from './specs/for-client';
import { SpecGraph, type SpecKey, type SpecKind, splitKey } from './specs/graph';

export interface SpecsSnapshotOptions {
  settings: { environment: string | null; identity: IdentitySettings };
  /** What will be asked for. Anything else is left out, so that it takes no memory. */
  wanted: Wanted;
  /** Where the specs came from, for the log. */
  origin: 'S3' | 'fallback';
  log: Log;
}

export interface Wanted {
  keys: SpecKey[];
  /** Keep the rest too: somebody may ask for any name. */
  rest: boolean;
}

export class SpecsSnapshot {
  readonly origin: 'S3' | 'fallback';
  /** When the specs were last changed in the Statsig console, in milliseconds since 1970. */
  readonly time: number;
  /** Whether anything that will be asked for looks at browser or operating system. */
  readonly looksAtUserAgent: boolean;
  readonly evaluator: SpecsEvaluator;
  readonly #reasons: ReadonlyMap<SpecKey, string>;
  readonly #known: ReadonlySet<SpecKey>;

  /** @throws {SpecsError} when the specs cannot be used. */
  constructor(text: string, { settings, wanted, origin, log }: SpecsSnapshotOptions) {
    const specs = parseSpecs(text);
    const knowsCountry = settings.identity.countryHeader !== null;
    const graph = new SpecGraph(specs, (condition) => reasonAgainst(condition, knowsCountry));
    const reached = graph.reach(wanted.keys);
    const kept = wanted.rest ? new Set([...reached, ...graph.keys()]) : reached;

    this.origin = origin;
    this.time = specs.time;
    this.#known = kept;
    this.#reasons = reasonsAgainst(kept, graph);
    this.looksAtUserAgent = [...kept].some((key) => graph.conditionsOf(key).some(looksAtUserAgent));
    if (this.looksAtUserAgent) warmUpUserAgentParser();
    // Statsig's evaluation is not given what it would answer wrongly, nor what rests on itself and would never end.
    const evaluable = [...kept].filter((key) => !this.#reasons.has(key));
    this.evaluator = new SpecsEvaluator(pick(specs, evaluable, graph), settings.environment);
    log('info', 'Config specs loaded', {
      origin,
      time: new Date(specs.time).toISOString(),
      ...(this.#reasons.size > 0 && { givingDefaults: Object.fromEntries(this.#reasons) }),
    });
  }

  /** Why a gate, config or layer gives its default here, or null when it is evaluated. */
  reasonAgainst(kind: SpecKind, name: string): string | null {
    const key: SpecKey = `${kind}:${name}`;
    return this.#reasons.get(key) ?? (this.#known.has(key) ? null : 'it is not in the specs');
  }

  /** A visitor's user as the evaluator should be given it: with what its user agent tells, where anything asks for that. */
  completeUser(user: StatsigUser): StatsigUser {
    return this.looksAtUserAgent ? withUserAgentFields(user) : user;
  }

  /** Evaluates what will be asked for once, so that the first visitor does not wait for the code to warm up. */
  warmUp(keys: SpecKey[]): void {
    const user: StatsigUser = { userID: 'warm-up', customIDs: { stableID: 'warm-up' } };
    for (const key of keys) {
      const [kind, name] = splitKey(key);
      if (kind === 'gate') this.evaluator.getFeatureGate(name, user);
      else if (kind === 'config') this.evaluator.getDynamicConfig(name, user);
      else this.evaluator.getLayer(name, user);
    }
  }

  shutdown(): void {
    // No timer runs and nothing is open.
  }
}

function reasonsAgainst(keys: Iterable<SpecKey>, graph: SpecGraph): Map<SpecKey, string> {
  const reasons = new Map<SpecKey, string>();
  for (const key of keys) {
    const reason = graph.reasonAgainst(key);
    if (reason !== null) reasons.set(key, reason);
  }
  return reasons;
}

/** The specs with only `keys` in them. */
function pick(specs: Specs, keys: SpecKey[], graph: SpecGraph): Specs {
  const of = (kind: SpecKind): Spec[] =>
    keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => forClient(kind, graph.get(key)));
  return {
    ...specs,
    feature_gates: of('gate'),
    dynamic_configs: of('config'),
    layer_configs: of('layer'),
  };
}
