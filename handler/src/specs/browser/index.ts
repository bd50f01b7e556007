/**
 * What Statsig's browser SDK starts from. A file of its own beside the bundle (../../../lazy-files.ts), for the deployments
 * that start one.
 */
import type { ClientInitializeResponseOptions, StatsigUser } from '@statsig/client-core';
import { GCIRFormatter } from '@statsig/js-on-device-eval-client/src/GCIRFormatter';
import { hashString } from '@statsig/js-on-device-eval-client/src/Hashing';
import type { EvaluationResult } from '@statsig/on-device-eval-core/src/EvaluationResult';
import type { Evaluator } from '@statsig/on-device-eval-core/src/Evaluator';
import type { Spec } from '..';
import type { SpecKey, SpecKind } from '../graph';
import { forStatsig, type SnapshotStore } from '../store';
import { storeOf } from './store-of';

export { checkNames } from './check-names';
export { neededByBrowser } from './needed';

type InitializeResponse = NonNullable<ReturnType<GCIRFormatter['getClientInitializeResponse']>>;

/** Where the values of each kind are. */
const LISTS = {
  gate: 'feature_gates',
  config: 'dynamic_configs',
  layer: 'layer_configs',
} as const satisfies Record<SpecKind, keyof InitializeResponse>;

type NotEvaluated = { [List in (typeof LISTS)[SpecKind]]?: string[] };

export type InitialValues = InitializeResponse & {
  /** Hashes of the names that are left out, where there are any: Statsig's servers may know better. */
  not_evaluated?: NotEvaluated;
};

export interface Evaluation {
  store: SnapshotStore;
  evaluateSpec: Evaluator['evaluateSpec'];
  options: { environment?: { tier: string } };
}

/**
 * Without what cannot be evaluated here, or rests on something that is not known of this user.
 * @param keys what it is to have; null for everything.
 */
export function initialValues(
  { store: all, evaluateSpec, options }: Evaluation,
  user: StatsigUser,
  asked: ClientInitializeResponseOptions,
  keys: SpecKey[] | null,
): InitialValues | null {
  const leftOut = new Set<unknown>();
  const evaluator = {
    evaluateSpec: (spec, normalized) => {
      const result = (spec as unknown as Spec).notEvaluable
        ? NOT_EVALUATED
        : evaluateSpec(spec, normalized);
      if (result.unsupported) leftOut.add(spec);
      return result;
    },
  } satisfies Pick<Evaluator, 'evaluateSpec'>;
  const store = keys === null ? all : storeOf(new Set(keys), all);
  const formatter = new GCIRFormatter(
    evaluator as unknown as Evaluator,
    forStatsig(store),
    options,
  );
  const values: InitialValues | null = formatter.getClientInitializeResponse(user, asked);
  if (values === null || leftOut.size === 0) return values;

  const notEvaluated: NotEvaluated = {};
  for (const [kind, list] of Object.entries(LISTS) as [SpecKind, (typeof LISTS)[SpecKind]][]) {
    const items: Record<string, unknown> = values[list];
    for (const spec of store.getAllSpecs(kind)) {
      const hash = hashString(spec.name, asked.hash ?? 'djb2');
      // Segments, say, are no browser's.
      if (!leftOut.has(spec) || !Object.hasOwn(items, hash)) continue;
      delete items[hash];
      notEvaluated[list] = [...(notEvaluated[list] ?? []), hash];
    }
  }
  return Object.keys(notEvaluated).length === 0
    ? values
    : { ...values, not_evaluated: notEvaluated };
}

const NOT_EVALUATED = { unsupported: true } as EvaluationResult;
