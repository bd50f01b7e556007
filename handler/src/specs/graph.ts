/** What a gate, config or layer rests on: the other specs its rules name, found once per snapshot. */
import type { Condition, Spec, Specs } from '.';

export type SpecKind = 'gate' | 'config' | 'layer';

/** `gate:test_gate`, `config:homepage`, `layer:checkout`. Experiments are configs in the specs. */
export type SpecKey = `${SpecKind}:${string}`;

export function splitKey(key: SpecKey): [SpecKind, string] {
  const colon = key.indexOf(':');
  return [key.slice(0, colon) as SpecKind, key.slice(colon + 1)];
}

export class SpecGraph {
  readonly #specs = new Map<SpecKey, Spec>();
  readonly #effort = new Map<SpecKey, Effort>();

  readonly #refuse: (condition: Condition) => string | null;

  /** `refuse` says why a condition cannot be evaluated here, or null when it can. */
  constructor(specs: Specs, refuse: (condition: Condition) => string | null) {
    this.#refuse = refuse;
    const lists = {
      gate: specs.feature_gates,
      config: specs.dynamic_configs,
      layer: specs.layer_configs,
    };
    for (const [kind, list] of Object.entries(lists) as [SpecKind, Spec[]][]) {
      for (const spec of list) {
        // Statsig's client takes the first of a name.
        if (!this.#specs.has(`${kind}:${spec.name}`)) this.#specs.set(`${kind}:${spec.name}`, spec);
      }
    }
  }

  has(key: SpecKey): boolean {
    return this.#specs.has(key);
  }

  /** @throws when there is none of that name; ask {@link has}. */
  get(key: SpecKey): Spec {
    const spec = this.#specs.get(key);
    if (spec === undefined) throw new Error(`The specs have no ${key}`);
    return spec;
  }

  conditionsOf(key: SpecKey): Condition[] {
    return liveRules(this.get(key)).flatMap((rule) => rule.conditions);
  }

  keys(): Iterable<SpecKey> {
    return this.#specs.keys();
  }

  /** These specs, with all that they rest on. */
  reach(from: Iterable<SpecKey>): Set<SpecKey> {
    const reached = new Set<SpecKey>();
    const open = [...from];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      const spec = this.#specs.get(key);
      if (spec === undefined || reached.has(key)) continue;
      reached.add(key);
      for (const next of dependencies(spec)) open.push(next);
    }
    return reached;
  }

  /** Why a spec, or anything it rests on, cannot be evaluated here; null when it can. */
  reasonAgainst(key: SpecKey): string | null {
    // A stack of our own: specs that rest on one another a thousand deep would be too much for the engine's.
    const open = new Set<SpecKey>();
    const stack = [key];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const spec = this.#specs.get(top);
      const isUnknown = !this.#effort.has(top);
      if (isUnknown && !open.has(top) && spec !== undefined) {
        open.add(top);
        for (const next of dependencies(spec)) if (!open.has(next)) stack.push(next);
        continue;
      }
      if (isUnknown) this.#effort.set(top, this.#effortOf(spec));
      open.delete(top);
      stack.pop();
    }
    return this.#effort.get(key)?.reason ?? null;
  }

  /** When all that it rests on is known. What is not known by then is being asked for: a circle, without an end. */
  #effortOf(spec: Spec | undefined): Effort {
    let [depth, count] = [1, 1];
    if (spec === undefined) return { reason: null, depth, count };
    let reason =
      liveRules(spec)
        .flatMap((rule) => rule.conditions)
        .map(this.#refuse)
        .find((found) => found !== null) ?? null;
    for (const dependency of dependencies(spec)) {
      const below = this.#effort.get(dependency) ?? { ...NO_EFFORT, reason: ON_ITSELF };
      depth = Math.max(depth, below.depth + 1);
      count += below.count;
      reason ??= below.reason && restsOn(dependency, below.reason);
    }
    const isTooMuch = depth > MAX_DEPTH || count > MAX_COUNT;
    return { reason: reason ?? (isTooMuch ? TOO_MUCH : null), depth, count };
  }
}

/** What it takes to evaluate a spec. */
interface Effort {
  /** Why it is not evaluated here, or null. */
  reason: string | null;
  /** Specs that are evaluated inside one another, and all of them. */
  depth: number;
  count: number;
}

const NO_EFFORT: Effort = { reason: null, depth: 0, count: 0 };

/** JavaScript's stack has room for about a thousand. */
const MAX_DEPTH = 300;
/** A spec that is named twice is evaluated twice, and so on all the way down. */
const MAX_COUNT = 5_000;

const ON_ITSELF = 'it rests on itself';
const TOO_MUCH = `it rests on more than ${MAX_DEPTH} specs inside one another, or on more than ${MAX_COUNT} evaluations`;

/** Names the last spec on the way down alone, because the way may be long. */
function restsOn(dependency: SpecKey, reason: string): string {
  return reason.startsWith('it rests on')
    ? reason
    : `it rests on ${dependency.replace(':', ' ')}: ${reason}`;
}

/** The rules that can decide: none of a disabled spec, and none behind a rule that everybody meets. */
export function liveRules(spec: Spec): Spec['rules'] {
  if (!spec.enabled) return [];
  const last = spec.rules.findIndex((rule) =>
    rule.conditions.every((condition) => condition.type === 'public'),
  );
  return last === -1 ? spec.rules : spec.rules.slice(0, last + 1);
}

/** The specs that its rules name. */
export function dependencies(spec: Spec): SpecKey[] {
  return liveRules(spec).flatMap((rule) => {
    const gates = rule.conditions.flatMap(gatesOf).map((name): SpecKey => `gate:${name}`);
    return rule.configDelegate ? [...gates, `config:${rule.configDelegate}` as const] : gates;
  });
}

/** The gates that it asks for: one, or any of several. */
export function gatesOf(condition: Condition): string[] {
  switch (condition.type) {
    case 'pass_gate':
    case 'fail_gate':
      return [String(condition.targetValue)];
    case 'multi_pass_gate':
    case 'multi_fail_gate':
      return Array.isArray(condition.targetValue) ? condition.targetValue.map(String) : [];
    default:
      return [];
  }
}
