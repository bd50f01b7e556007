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
import { Evaluator } from '@statsig/on-device-eval-core/src/Evaluator';
import type { Core, KeepGroup } from '../sticky/kept';
import type { Specs } from '.';
import type { Evaluation, InitialValues } from './browser';
import { compareAsServersDo } from './comparisons';
import { forBrowser } from './for-browser';
import type { SpecKey } from './graph';
import { forStatsig, SnapshotStore } from './store';
import { ThreeValuedEvaluator } from './three-valued';

type Basics = 'name' | 'ruleID' | 'details' | '__evaluation';

/** Of what Statsig's client gives, the part that routes and exposures use. */
export type FeatureGate = Pick<ClientFeatureGate, Basics | 'value'>;
export type DynamicConfig = Pick<ClientDynamicConfig, Basics | 'value'>;
export type Layer = Pick<ClientLayer, Basics | '__value'>;

/** Whether an evaluation rests on something that is not known of its user. */
export function restsOnUnknown({ details }: Pick<FeatureGate, 'details'>): boolean {
  return details.reason === 'Unsupported';
}

function mayBeUnknown({ feature_gates, dynamic_configs, layer_configs }: Specs): boolean {
  return [...feature_gates, ...dynamic_configs, ...layer_configs].some(({ rules }) =>
    rules.some(({ conditions }) => conditions.some((condition) => condition.mayBeUnknown)),
  );
}

export class SpecsEvaluator {
  readonly #options: { environment?: { tier: string } };
  readonly #store: SnapshotStore;
  readonly #evaluator: Evaluator;
  #keep: KeepGroup | null = null;

  /** @param environment Statsig's environment tier; null leaves it to the specs. */
  constructor(specs: Specs, environment: string | null) {
    compareAsServersDo();
    // What the core would say is said in our log, once.
    Log.level = LogLevel.None;
    this.#options = environment === null ? {} : { environment: { tier: environment } };
    this.#store = new SnapshotStore(specs, Date.now());
    const Chosen = mayBeUnknown(specs) ? ThreeValuedEvaluator : Evaluator;
    this.#evaluator = new Chosen(forStatsig(this.#store));
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

  /** Evaluates for a visitor who keeps groups. */
  keeping<T>(keep: KeepGroup | null, evaluate: () => T): T {
    this.#evaluateByKeep();
    const before = this.#keep;
    this.#keep = keep;
    try {
      return evaluate();
    } finally {
      this.#keep = before;
    }
  }

  /** Once, where it is asked for: what rests on another spec asks for it by this method of the evaluator's. */
  #evaluateByKeep(): void {
    const evaluator = this.#evaluator;
    if (Object.hasOwn(evaluator, 'evaluateSpec')) return;
    const evaluate = evaluator.evaluateSpec.bind(evaluator);
    const core: Core = {
      evaluate,
      evaluateAnew: (spec, user) => this.keeping(null, () => evaluate(spec, user)),
      findConfig: (name) => this.#store.getSpecAndSourceInfo('config', name).spec,
    };
    evaluator.evaluateSpec = (spec, user) =>
      this.#keep === null ? evaluate(spec, user) : this.#keep(core, spec, user);
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

  /** What a browser's client starts from: these, or everything. */
  getClientInitializeResponse(
    user: StatsigUser,
    asked: ClientInitializeResponseOptions,
    keys: SpecKey[] | null = null,
  ): InitialValues | null {
    const evaluation: Evaluation = {
      store: this.#store,
      evaluateSpec: (spec, normalized) => this.#evaluator.evaluateSpec(spec, normalized),
      options: this.#options,
    };
    return forBrowser().initialValues(evaluation, user, asked, keys);
  }

  #normalize(user: StatsigUser): ReturnType<typeof _normalizeUser> {
    return _normalizeUser(user, this.#options, this.#store.getDefaultEnvironment());
  }
}
