/**
 * Which exposures Statsig wants to hear of, where the specs ask for sampling: as its server SDKs choose them.
 * @see https://github.com/statsig-io/node-js-server-sdk/blob/main/src/LogEventProcessor.ts
 */
import { SHA256 } from '@statsig/sha256';
import type { Spec, Specs } from '../specs';
import type { Exposure } from './exposure';

/** Gives the exposure back, marked, or null for one that is not wanted. */
export type Sample = (exposure: Exposure) => Exposure | null;

/** Of each rule the first is always told, and again after this time, in milliseconds. */
const FIRST_FOR_MS = 60_000;
/** The rules of those who fit none. */
const NO_RULES = ['disabled', 'default', ''];

/** @returns null where all are wanted. */
export function sampling(specs: Specs, tier: string, now: () => number): Sample | null {
  const config = Object(specs.sdk_configs) as Record<string, unknown>;
  const { sampling_mode: samplingMode, special_case_sampling_rate: specialRate } = config;
  const isOn = samplingMode === 'on' || samplingMode === 'shadow';
  if (!isOn || tier !== 'production') return null;
  const told = new Map<string, number>();
  return (exposure) => {
    const { gate, config: name, ruleID } = exposure.metadata;
    const rule = `${gate ?? name}_${ruleID}`;
    const isFirst = now() - (told.get(rule) ?? Number.NEGATIVE_INFINITY) >= FIRST_FOR_MS;
    if (isFirst) told.set(rule, now());
    const samplingRate = isFirst ? null : rateOf(specs, exposure, specialRate);
    if (samplingRate === null) return { ...exposure, statsigMetadata: { samplingMode } };
    const isChosen = hash(keyOf(exposure)) % BigInt(samplingRate) === 0n;
    if (!isChosen && samplingMode === 'on') return null;
    const shadowLogged = isChosen ? 'logged' : 'dropped';
    return { ...exposure, statsigMetadata: { samplingMode, samplingRate, shadowLogged } };
  };
}

/** One in how many is wanted; null for all. */
function rateOf(specs: Specs, exposure: Exposure, specialRate: unknown): number | null {
  const { ruleID } = exposure.metadata;
  const spec = specOf(specs, exposure);
  const isAnalytical = exposure.secondaryExposures.some((secondary) => {
    const { gate, ruleID: id } = Object(secondary);
    return !rateOfRule(find(specs.feature_gates, gate), id);
  });
  if (spec?.forwardAllExposures === true || isAnalytical) return null;
  const rate = rateOfRule(spec, ruleID) ?? (NO_RULES.includes(String(ruleID)) ? specialRate : null);
  // JSON's 1e999 is Infinity.
  const whole = typeof rate === 'number' ? Math.floor(rate) : 0;
  return Number.isSafeInteger(whole) && whole >= 1 ? whole : null;
}

/** Where the exposure's rule is. */
function specOf(specs: Specs, { metadata }: Exposure): Spec | undefined {
  const { gate, config, parameterName, allocatedExperiment } = metadata;
  if (gate !== undefined) return find(specs.feature_gates, gate);
  if (parameterName === undefined) return find(specs.dynamic_configs, config);
  return allocatedExperiment
    ? find(specs.dynamic_configs, allocatedExperiment)
    : find(specs.layer_configs, config);
}

function find(specs: Spec[], name: unknown): Spec | undefined {
  return specs.find((spec) => spec.name === name);
}

/** Who fits no rule has passed the last one. */
function rateOfRule(spec: Spec | undefined, ruleID: unknown): unknown {
  const rules = spec?.rules ?? [];
  const rule = ruleID === 'default' ? rules.at(-1) : rules.find(({ id }) => id === ruleID);
  return rule?.samplingRate;
}

/** What Statsig's SDKs sample by: the same visitor is in or out for the same rule everywhere. */
function keyOf({ user, metadata }: Exposure): string {
  const { gate, config, ruleID, gateValue, parameterName, allocatedExperiment } = metadata;
  const ids = Object.entries(user.customIDs ?? {}).map(([name, id]) => `${name}:${id};`);
  const who = `u:${user.userID ?? ''};${ids.join('')}r:${ruleID}`;
  if (gate !== undefined) return `n:${gate};${who};v:${gateValue}`;
  if (parameterName === undefined) return `n:${config};${who}`;
  return `n:${config};e:${allocatedExperiment};p:${parameterName};${who}`;
}

function hash(text: string): bigint {
  return SHA256(text).dataView().getBigInt64(0, false);
}
