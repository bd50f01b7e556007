/**
 * Evaluates specs with the evaluation core of Statsig's client, and answers as the client does. The client itself, with
 * its network, storage and logger, stays out of the bundle; the conformance tests compare with it.
 * @see https://github.com/statsig-io/js-client-monorepo/blob/main/packages/js-on-device-eval-client/src/StatsigOnDeviceEvalClient.ts
 */
import {
  _normalizeUser,
  type DynamicConfig as ClientDynamicConfig,
  type FeatureGate as ClientFeatureGate,
  type ClientInitializeResponseOptions,
  type Layer as ClientLayer,
  Log,
  LogLevel,
  type StatsigUser,
} from '@statsig/client-core';
import { GCIRFormatter } from '@statsig/js-on-device-eval-client/src/GCIRFormatter';
import { Evaluator } from '@statsig/on-device-eval-core/src/Evaluator';
import type { SpecStore } from '@statsig/on-device-eval-core/src/SpecStore';
import type { Specs } from '.';
import { compareAsServersDo } from './comparisons';
import { SnapshotStore } from './store';

type Basics = 'name' | 'ruleID' | 'details' | '__evaluation';

/** Of what Statsig's client gives, the part that routes and exposures use. */
export type FeatureGate = Pick<ClientFeatureGate, Basics | 'value'>;
export type DynamicConfig = Pick<ClientDynamicConfig, Basics | 'value'>;
export type Layer = Pick<ClientLayer, Basics | '__value'>;

type InitializeResponse = ReturnType<GCIRFormatter['getClientInitializeResponse']>;

export class SpecsEvaluator {
  readonly #options: { environment?: { tier: string } };
  readonly #store: SnapshotStore;
  readonly #evaluator: Evaluator;

  /** @param environment Statsig's environment tier; null leaves it to the specs. */
  constructor(specs: Specs, environment: string | null) {
    compareAsServersDo();
    // What the core would say is said in our log, once.
    Log.level = LogLevel.None;
    this.#options = environment === null ? {} : { environment: { tier: environment } };
    this.#store = new SnapshotStore(specs, Date.now());
    this.#evaluator = new Evaluator(this.#storeForStatsig());
  }

  getFeatureGate(name: string, user: StatsigUser): FeatureGate {
    const { evaluation, details } = this.#evaluator.evaluateGate(name, this.#normalize(user));
    return {
      name,
      value: evaluation?.value === true,
      ruleID: evaluation?.rule_id ?? '',
      details,
      __evaluation: evaluation,
    };
  }

  /** An experiment's too: it is a dynamic config in the specs. */
  getDynamicConfig(name: string, user: StatsigUser): DynamicConfig {
    const { evaluation, details } = this.#evaluator.evaluateConfig(name, this.#normalize(user));
    return {
      name,
      value: evaluation?.value ?? {},
      ruleID: evaluation?.rule_id ?? '',
      details,
      __evaluation: evaluation,
    };
  }

  getLayer(name: string, user: StatsigUser): Layer {
    const { evaluation, details } = this.#evaluator.evaluateLayer(name, this.#normalize(user));
    return {
      name,
      __value: evaluation?.value ?? {},
      ruleID: evaluation?.rule_id ?? '',
      details,
      __evaluation: evaluation,
    };
  }

  get tier(): string | null {
    return this.#options.environment?.tier ?? this.#store.getDefaultEnvironment();
  }

  /** The user as Statsig's client sends it: with the environment that the evaluation is for. */
  withEnvironment(user: StatsigUser): StatsigUser {
    const { tier } = this;
    const environment = tier === null ? {} : { statsigEnvironment: { tier } };
    return { ...user, ...environment };
  }

  /** What a browser's client starts from. */
  getClientInitializeResponse(
    user: StatsigUser,
    options: ClientInitializeResponseOptions,
  ): InitializeResponse {
    const formatter = new GCIRFormatter(this.#evaluator, this.#storeForStatsig(), this.#options);
    return formatter.getClientInitializeResponse(user, options);
  }

  #normalize(user: StatsigUser): ReturnType<typeof _normalizeUser> {
    return _normalizeUser(user, this.#options, this.#store.getDefaultEnvironment());
  }

  /** Statsig's types ask for its own class, with its private fields; its code calls only what our store has. */
  #storeForStatsig(): SpecStore {
    return this.#store as unknown as SpecStore;
  }
}
