/**
 * Which conditions Statsig's client for the edge evaluates as Statsig's servers do. The others it answers with
 * "false", often without a mark, so that a block list behind `fail_gate` would let everybody in.
 * @see https://github.com/statsig-io/js-client-monorepo/blob/main/packages/on-device-eval-core/src/Evaluator.ts
 */
import type { Condition } from '.';
import { reasonAgainstPattern } from './pattern';

const TYPES_WITHOUT_OPERATOR = new Set(['public', 'pass_gate', 'fail_gate']);
const TYPES_WITH_GATES = new Set(['multi_pass_gate', 'multi_fail_gate']);

const TYPES_WITH_OPERATOR = new Set([
  'user_field',
  'ua_based',
  'ip_based',
  'environment_field',
  'current_time',
  'user_bucket',
  'unit_id',
]);

const OPERATORS = new Set([
  ...['gt', 'gte', 'lt', 'lte', 'eq', 'neq', 'before', 'after', 'on', 'str_matches'],
  ...['version_gt', 'version_gte', 'version_lt', 'version_lte', 'version_eq', 'version_neq'],
  ...['any', 'none', 'any_case_sensitive', 'none_case_sensitive'],
  ...['str_starts_with_any', 'str_ends_with_any', 'str_contains_any', 'str_contains_none'],
  ...['array_contains_any', 'array_contains_none', 'array_contains_all', 'not_array_contains_all'],
]);

/** Why this condition cannot be evaluated here, or null when it can. */
export function reasonAgainst(condition: Condition, knowsCountry: boolean): string | null {
  const { type, operator } = condition;
  if (TYPES_WITHOUT_OPERATOR.has(type)) return null;
  if (TYPES_WITH_GATES.has(type)) {
    return areNames(condition.targetValue) ? null : `its condition ${type} has no list of gates`;
  }
  if (operator === 'in_segment_list' || operator === 'not_in_segment_list') {
    return 'it uses an ID list, which is not part of the specs';
  }
  if (!TYPES_WITH_OPERATOR.has(type)) return `it uses the condition ${type}, unknown here`;
  if (!OPERATORS.has(String(operator))) return `it uses the operator ${operator}, unknown here`;
  if (typeof (condition.field ?? '') !== 'string') return `its condition ${type} names no field`;
  if (type === 'user_bucket' && typeof condition.additionalValues?.salt !== 'string') {
    return 'its condition user_bucket has no salt';
  }
  if (operator === 'str_matches') {
    const reason = reasonAgainstPattern(condition.targetValue);
    if (reason !== null) return reason;
  }
  if (looksAtAddress(condition) && !knowsCountry) {
    return `it uses the visitor's country; let identity.countryFromAddress find it, or name a trusted header in identity.countryHeader`;
  }
  return null;
}

function areNames(names: unknown): boolean {
  return Array.isArray(names) && names.every((name) => typeof name === 'string');
}

/** Whether a condition looks at fields that are derived from the user agent. */
export function looksAtUserAgent(condition: Condition): boolean {
  return condition.type === 'ua_based';
}

/** Whether a condition looks at what is derived from the visitor's address: the country. */
export function looksAtAddress(condition: Condition): boolean {
  return condition.type === 'ip_based';
}
