/** Small corrections to specs, without which Statsig's client reads them otherwise than its servers do. */
import { userAgentField } from '../identity/user-agent';
import type { Condition, Rule, Spec } from '.';
import { looksAtUserAgent } from './evaluable';
import type { SpecKind } from './graph';

/** The spec as the client should be given it. */
export function forClient(kind: SpecKind, spec: Spec): Spec {
  return {
    ...withSpelledIdType(spec),
    rules: spec.rules.map(ruleForClient),
    ...(kind === 'gate' && { entity: gateEntity(spec.entity) }),
  };
}

function ruleForClient(rule: Rule): Rule {
  return { ...withSpelledIdType(rule), conditions: rule.conditions.map(conditionForClient) };
}

/** The client does not look at the user agent itself. */
function conditionForClient(condition: Condition): Condition {
  const spelled = withSpelledIdType(condition);
  return looksAtUserAgent(condition) && condition.field
    ? { ...spelled, field: userAgentField(condition.field) }
    : spelled;
}

/** Servers find ids whatever their case; the client needs the spelling that the handler's user has. */
function withSpelledIdType<T extends { idType?: unknown }>(item: T): T {
  const { idType } = item;
  return typeof idType === 'string' && idType.toLowerCase() === 'stableid'
    ? { ...item, idType: 'stableID' }
    : item;
}

/** In what a browser starts from, the client takes a gate of any other name for a config. */
function gateEntity(entity: unknown): unknown {
  return entity === 'segment' || entity === 'holdout' ? entity : 'feature_gate';
}
