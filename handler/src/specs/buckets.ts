/** By which id a gate, config or layer, or whatever it rests on, divides its visitors. */
import type { Rule, Spec } from '.';
import { liveRules } from './graph';

/** Whether it divides them by userID: a visitor without one is in the same bucket as all others without. */
export function bucketsByUserId(spec: Spec): boolean {
  return liveRules(spec).some(
    (rule) =>
      (isSplit(rule) && isUserId(rule.idType)) ||
      rule.conditions.some(({ type, idType }) => type === 'user_bucket' && isUserId(idType)),
  );
}

/** A rule for everybody or for nobody needs no id. */
function isSplit({ passPercentage }: Rule): boolean {
  return Number(passPercentage) > 0 && Number(passPercentage) < 100;
}

/** As Statsig's evaluation takes it: what names no kind of ids is userID. */
function isUserId(idType: unknown): boolean {
  return typeof idType !== 'string' || idType.toLowerCase() === 'userid';
}
