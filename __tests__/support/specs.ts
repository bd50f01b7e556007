/** Builders of config specs, so that a test shows only what it is about. Everything passes unless told otherwise. */
import { djb2 } from '../../handler/src/djb2';
import type {
  Condition,
  Rule as HandlersRule,
  Spec as HandlersSpec,
} from '../../handler/src/specs';

export interface Rule extends HandlersRule {
  id: string;
  salt: string;
  name: string;
  passPercentage: number;
  returnValue: unknown;
  idType: string;
  groupName?: string;
  isExperimentGroup?: boolean;
}

export interface Spec extends HandlersSpec {
  type: 'feature_gate' | 'dynamic_config';
  salt: string;
  entity: string;
  idType: string;
  defaultValue: unknown;
  rules: Rule[];
  isActive?: boolean;
  hasSharedParams?: boolean;
  explicitParameters?: string[];
}

export interface Specs {
  has_updates: true;
  time: number;
  feature_gates: Spec[];
  dynamic_configs: Spec[];
  layer_configs: Spec[];
  /** A layer's experiments. */
  layers: Record<string, string[]>;
  default_environment?: string;
}

/** For the user field of a condition's operator. */
export function field(name: string, operator: string, targetValue: unknown): Condition {
  return { type: 'user_field', field: name, operator, targetValue };
}

export const everybody: Condition = { type: 'public' };

export function passGate(name: string): Condition {
  return { type: 'pass_gate', targetValue: name };
}

export function failGate(name: string): Condition {
  return { type: 'fail_gate', targetValue: name };
}

/** A bucket from 0 to 999, by the id and the salt. */
export function bucket(
  operator: string,
  targetValue: unknown,
  { salt = 'bucket', idType = 'userID' } = {},
): Condition {
  return { type: 'user_bucket', operator, targetValue, additionalValues: { salt }, idType };
}

/** A rule that is met when all of its conditions are. */
export function rule(conditions: Condition[], values: Partial<Rule> = {}): Rule {
  const id = values.id ?? djb2(JSON.stringify(conditions));
  return {
    id,
    salt: `salt-of-${id}`,
    name: id,
    passPercentage: 100,
    returnValue: true,
    idType: 'userID',
    conditions,
    ...values,
  };
}

/** A gate: on where one of its rules is met. */
export function gate(name: string, rules: Rule[], values: Partial<Spec> = {}): Spec {
  return {
    name,
    type: 'feature_gate',
    entity: 'feature_gate',
    salt: `salt-of-${name}`,
    enabled: true,
    idType: 'userID',
    defaultValue: false,
    rules,
    ...values,
  };
}

export function segment(name: string, rules: Rule[]): Spec {
  return gate(`segment:${name}`, rules, { entity: 'segment' });
}

/** Holds back the users that its rules name. */
export function holdout(name: string, rules: Rule[]): Spec {
  return gate(name, rules, { entity: 'holdout' });
}

/** A dynamic config: the value of the first rule that is met, else `defaultValue`. */
export function config(name: string, rules: Rule[], values: Partial<Spec> = {}): Spec {
  return gate(name, rules, {
    type: 'dynamic_config',
    entity: 'dynamic_config',
    defaultValue: {},
    ...values,
  });
}

export function experiment(name: string, rules: Rule[], values: Partial<Spec> = {}): Spec {
  return config(name, rules, { entity: 'experiment', isActive: true, ...values });
}

export function layer(name: string, rules: Rule[], values: Partial<Spec> = {}): Spec {
  return config(name, rules, { entity: 'layer', ...values });
}

export function specs(parts: Partial<Specs>): Specs {
  return {
    has_updates: true,
    time: Date.UTC(2026, 0, 1),
    feature_gates: [],
    dynamic_configs: [],
    layer_configs: [],
    layers: {},
    ...parts,
  };
}
