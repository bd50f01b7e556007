/** Visitors who keep an experiment's group when its allocation changes. */
import type { EvaluationResult } from '@statsig/on-device-eval-core/src/EvaluationResult';
import type { Evaluator } from '@statsig/on-device-eval-core/src/Evaluator';
import type { SpecKey } from '../specs/graph';

export type StatsigSpec = Parameters<Evaluator['evaluateSpec']>[0];
export type StatsigUser = Parameters<Evaluator['evaluateSpec']>[1];

/** Evaluates as ever. */
export interface Core {
  /** With what it rests on evaluated for a visitor who keeps groups. */
  evaluate(spec: StatsigSpec, user: StatsigUser): EvaluationResult;
  /** For a visitor who keeps none. */
  evaluateAnew(spec: StatsigSpec, user: StatsigUser): EvaluationResult;
  findConfig(name: string): StatsigSpec | null;
}

/** What a spec gives a visitor: the group that is kept, or what is evaluated, and kept from now on. */
export type KeepGroup = (core: Core, spec: StatsigSpec, user: StatsigUser) => EvaluationResult;

/** The groups of one request's visitor. */
export interface KeptGroups {
  readonly keep: KeepGroup;
  /** The experiments, and layers by them, in which a group was kept and not evaluated. */
  readonly kept: ReadonlySet<SpecKey>;
  /** What the visitor's cookie is from now on, or null where it stays as it is. */
  changedCookie(): string | null;
}
