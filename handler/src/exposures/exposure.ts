/**
 * Exposure events as Statsig's own clients send them.
 * @see https://github.com/statsig-io/js-client-monorepo/blob/main/packages/client-core/src/StatsigEvent.ts
 */
import type { StatsigUser } from '@statsig/client-core';
import type { DynamicConfig, FeatureGate, Layer } from '../specs/evaluator';

export interface Exposure {
  eventName: string;
  user: StatsigUser;
  metadata: { [name: string]: string | number };
  secondaryExposures: unknown[];
  /** Milliseconds since 1970. */
  time: number;
  /** How it was sampled. */
  statsigMetadata?: object;
}

export function gateExposure(user: StatsigUser, gate: FeatureGate): Exposure {
  return {
    eventName: 'statsig::gate_exposure',
    user,
    metadata: {
      gate: gate.name,
      gateValue: String(gate.value),
      ruleID: gate.ruleID,
      ...about(gate),
    },
    secondaryExposures: gate.__evaluation?.secondary_exposures ?? [],
    time: Date.now(),
  };
}

export function configExposure(user: StatsigUser, config: DynamicConfig): Exposure {
  const passed = config.__evaluation?.passed;
  return {
    eventName: 'statsig::config_exposure',
    user,
    metadata: {
      config: config.name,
      ruleID: config.ruleID,
      ...(passed !== undefined && { rulePassed: String(passed) }),
      ...about(config),
    },
    secondaryExposures: config.__evaluation?.secondary_exposures ?? [],
    time: Date.now(),
  };
}

export function layerExposure(user: StatsigUser, layer: Layer, parameterName: string): Exposure {
  const evaluation = layer.__evaluation;
  // A parameter of the layer itself is not the experiment's doing.
  const isExplicit = evaluation?.explicit_parameters?.includes(parameterName) === true;
  const secondary = isExplicit
    ? evaluation.secondary_exposures
    : evaluation?.undelegated_secondary_exposures;
  return {
    eventName: 'statsig::layer_exposure',
    user,
    metadata: {
      config: layer.name,
      parameterName,
      ruleID: layer.ruleID,
      allocatedExperiment: (isExplicit && evaluation.allocated_experiment_name) || '',
      isExplicitParameter: String(isExplicit),
      ...about(layer),
    },
    secondaryExposures: secondary ?? [],
    time: Date.now(),
  };
}

function about({
  details,
  __evaluation,
}: FeatureGate | DynamicConfig | Layer): Exposure['metadata'] {
  const version = __evaluation?.version;
  return {
    reason: details.reason,
    ...(details.lcut && { lcut: String(details.lcut) }),
    ...(details.receivedAt && { receivedAt: String(details.receivedAt) }),
    ...(version !== undefined && version !== null && { configVersion: version }),
  };
}
