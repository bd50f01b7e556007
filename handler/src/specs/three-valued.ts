/**
 * Statsig's evaluation with a third value: a condition that looks at what every visitor has, such as a country, is
 * neither met nor unmet where that is unknown. Such a condition decides only if the known ones do not: a rule with a known condition
 * that is not met is not met, and one gate that is known to pass is enough for "passes one of". What comes to depend on
 * an unknown one is "unsupported", in the word of Statsig's evaluation, all the way up.
 * @see https://github.com/statsig-io/js-client-monorepo/blob/main/packages/on-device-eval-core/src/Evaluator.ts
 */
import type { StatsigUser } from '@statsig/client-core';
import {
  type EvaluationResult,
  makeEvalResult,
} from '@statsig/on-device-eval-core/src/EvaluationResult';
import { Evaluator } from '@statsig/on-device-eval-core/src/Evaluator';
import type { SpecStore } from '@statsig/on-device-eval-core/src/SpecStore';
import type { Condition, Rule } from '.';
import { gatesOf } from './graph';

/** The steps of Statsig's evaluation, which its types keep to themselves. */
declare class Steps {
  constructor(store: SpecStore);
  _evaluateRule(rule: Rule, user: StatsigUser): EvaluationResult;
  _evaluateCondition(condition: Condition, user: StatsigUser): EvaluationResult;
  _evaluateNestedGate(name: string, user: StatsigUser): EvaluationResult;
}

const WithSteps = Evaluator as unknown as typeof Steps;

class ThreeValued extends WithSteps {
  /** Each condition once: to evaluate a gate twice for each that rests on it would double with each. */
  override _evaluateRule(rule: Rule, user: StatsigUser): EvaluationResult {
    const results = rule.conditions.map((condition) => this._evaluateCondition(condition, user));
    const known = results.filter(isKnown);
    const isMet = known.every(passes);
    const unknown = results.find((result) => !isKnown(result));
    if (isMet && unknown !== undefined) return unknown;
    // Without conditions: what else there is to say of a rule.
    const met = super._evaluateRule({ ...rule, conditions: [] }, user);
    return { ...met, bool_value: isMet, secondary_exposures: exposuresOf(known) };
  }

  override _evaluateCondition(condition: Condition, user: StatsigUser): EvaluationResult {
    if (condition.type.endsWith('_gate')) return this.#evaluateGates(condition, user);
    return condition.mayBeUnknown && isMissing(user, String(condition.field))
      ? makeEvalResult({ unsupported: true })
      : super._evaluateCondition(condition, user);
  }

  /** Met where one of them passes, or fails where that is asked. */
  #evaluateGates(condition: Condition, user: StatsigUser): EvaluationResult {
    const isFailAsked = condition.type.endsWith('fail_gate');
    const known: EvaluationResult[] = [];
    let unknown: EvaluationResult | null = null;
    let isMet = false;
    for (const name of gatesOf(condition)) {
      const result = this._evaluateNestedGate(name, user);
      if (isKnown(result)) {
        known.push(result);
        isMet = passes(result) !== isFailAsked;
        if (isMet) break;
      } else {
        unknown = result;
      }
    }
    return !isMet && unknown !== null
      ? unknown
      : makeEvalResult({ bool_value: isMet, secondary_exposures: exposuresOf(known) });
  }
}

/** Statsig's evaluation, in which what rests on the unknown is known to do so. */
export const ThreeValuedEvaluator = ThreeValued as unknown as typeof Evaluator;

function isKnown({ unsupported }: EvaluationResult): boolean {
  return !unsupported;
}

function passes({ bool_value }: EvaluationResult): boolean {
  return bool_value;
}

function exposuresOf(results: EvaluationResult[]): EvaluationResult['secondary_exposures'] {
  return results.flatMap(({ secondary_exposures }) => secondary_exposures);
}

/** Where the evaluation finds nothing: it looks in these places, under the name as it is and in lower case. */
function isMissing(user: StatsigUser, field: string): boolean {
  const places = [user, user.custom, user.privateAttributes] as (object | undefined)[];
  const names = [field, field.toLowerCase()];
  return places.every((place) =>
    names.every((name) => (place as Record<string, unknown> | undefined)?.[name] == null),
  );
}
