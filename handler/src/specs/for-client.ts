/** Small corrections to specs, without which Statsig's client reads them otherwise than its servers do. */
import { addressField } from '../identity/country';
import { userAgentField } from '../identity/user-agent';
import type { Condition, Spec } from '.';
import { looksAtAddress, looksAtUserAgent } from './evaluable';
import type { SpecKind } from './graph';

/**
 * The spec as the client should be given it.
 * @param hasCountryHeader whether a visitor without a `country` is one whose request lacks the header.
 */
export function forClient(kind: SpecKind, spec: Spec, hasCountryHeader: boolean): Spec {
  return {
    ...withSpelledIdType(spec),
    rules: spec.rules.map((rule) => ({
      ...withSpelledIdType(rule),
      conditions: rule.conditions.map((condition) => ({
        ...conditionForClient(condition),
        ...(mayBeUnknown(condition, hasCountryHeader) && { mayBeUnknown: true }),
      })),
    })),
    ...(kind === 'gate' && { entity: gateEntity(spec.entity) }),
  };
}

/** Whether a field that is missing is one that everybody has: a country. */
function mayBeUnknown(condition: Condition, hasCountryHeader: boolean): boolean {
  const { type, field } = condition;
  const isCountry = type === 'user_field' && field?.toLowerCase() === 'country';
  return looksAtAddress(condition) || (isCountry && hasCountryHeader);
}

/** The client looks neither at the user agent nor at the address itself. */
function conditionForClient(condition: Condition): Condition {
  const spelled = withSpelledIdType(condition);
  const { field } = condition;
  if (!field) return spelled;
  if (looksAtUserAgent(condition)) return { ...spelled, field: userAgentField(field) };
  return looksAtAddress(condition) ? { ...spelled, field: addressField(field) } : spelled;
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
