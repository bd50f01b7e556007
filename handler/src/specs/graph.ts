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
  readonly #reasons = new Map<SpecKey, string | null>();

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
      open.push(...dependencies(spec));
    }
    return reached;
  }

  /** Why a spec, or anything it rests on, cannot be evaluated here; null when it can. */
  reasonAgainst(key: SpecKey): string | null {
    const known = this.#reasons.get(key);
    if (known !== undefined) return known;
    // Whoever comes back here on the way down has found a circle, in which the client would never end.
    this.#reasons.set(key, 'it rests on itself');
    const reason = this.#findReason(key);
    this.#reasons.set(key, reason);
    return reason;
  }

  #findReason(key: SpecKey): string | null {
    const spec = this.#specs.get(key);
    if (spec === undefined) return null;
    for (const rule of liveRules(spec)) {
      for (const condition of rule.conditions) {
        const reason = this.#refuse(condition);
        if (reason !== null) return reason;
      }
    }
    for (const dependency of dependencies(spec)) {
      const reason = this.reasonAgainst(dependency);
      if (reason !== null) return `it rests on ${dependency.replace(':', ' ')}: ${reason}`;
    }
    return null;
  }
}

/** The rules that can decide: none of a disabled spec, and none behind a rule that everybody meets. */
function liveRules(spec: Spec): Spec['rules'] {
  if (!spec.enabled) return [];
  const last = spec.rules.findIndex((rule) =>
    rule.conditions.every((condition) => condition.type === 'public'),
  );
  return last === -1 ? spec.rules : spec.rules.slice(0, last + 1);
}

function dependencies(spec: Spec): SpecKey[] {
  return liveRules(spec).flatMap((rule) => {
    const gates = rule.conditions.flatMap(gatesOf).map((name): SpecKey => `gate:${name}`);
    return rule.configDelegate ? [...gates, `config:${rule.configDelegate}` as const] : gates;
  });
}

function gatesOf(condition: Condition): string[] {
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
