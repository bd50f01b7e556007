/** Config specs of a few lines, with all that Statsig's client looks at filled in. */

export interface SomeCondition {
  type: string;
  operator?: string;
  field?: string;
  targetValue?: unknown;
  idType?: string;
  additionalValues?: object;
}

export interface SomeRule {
  conditions?: SomeCondition[];
  passPercentage?: number;
  idType?: string;
  returnValue?: unknown;
  configDelegate?: string;
}

export const EVERYBODY: SomeCondition = { type: 'public' };
export const passes = (gate: string): SomeCondition => ({ type: 'pass_gate', targetValue: gate });
export const fails = (gate: string): SomeCondition => ({ type: 'fail_gate', targetValue: gate });
export const onIdList = (list: string): SomeCondition => ({
  type: 'unit_id',
  operator: 'in_segment_list',
  targetValue: list,
});

/** A gate that is on for whom one of the rules names. */
export function aGate(name: string, ...rules: SomeRule[]): object {
  return aSpec(name, 'feature_gate', false, rules);
}

/** A dynamic config or experiment: the first rule that applies gives its `returnValue`, else all is `{}`. */
export function aConfig(name: string, ...rules: SomeRule[]): object {
  return aSpec(name, 'dynamic_config', {}, rules);
}

export function aLayer(name: string, defaultValue: object, ...rules: SomeRule[]): object {
  return aSpec(name, 'layer', defaultValue, rules);
}

export interface SomeSpecs {
  gates?: object[];
  configs?: object[];
  layers?: object[];
  /** Milliseconds since 1970. */
  time?: number;
}

export function specsText({ gates = [], configs = [], layers = [], time = 1 }: SomeSpecs): string {
  return JSON.stringify({
    has_updates: true,
    time,
    feature_gates: gates,
    dynamic_configs: configs,
    layer_configs: layers,
  });
}

function aSpec(name: string, entity: string, defaultValue: unknown, rules: SomeRule[]): object {
  return {
    name,
    entity,
    type: entity === 'feature_gate' ? entity : 'dynamic_config',
    salt: name,
    enabled: true,
    defaultValue,
    idType: 'userID',
    rules: rules.map((rule, index) => ({
      name: `rule ${index}`,
      id: `${name}-${index}`,
      salt: `${name}-${index}`,
      passPercentage: 100,
      returnValue: true,
      idType: 'userID',
      ...rule,
      conditions: (rule.conditions ?? [EVERYBODY]).map((condition) => ({
        operator: null,
        field: null,
        targetValue: null,
        additionalValues: {},
        idType: 'userID',
        ...condition,
      })),
    })),
  };
}
