/**
 * Comparisons as Statsig's servers make them. Statsig's client for the edge makes its own, which compare numbers in
 * text as text, find "1" in any version that is none ("XP" is at least 10), and find "in" in a field that is missing,
 * because that reads "undefined". Its table of comparisons is the one place where all of them can be put right; the
 * conformance tests say whether that is still needed.
 * @see https://github.com/statsig-io/node-js-server-sdk/blob/main/src/utils/EvaluatorUtils.ts
 * @see https://github.com/statsig-io/js-client-monorepo/blob/main/packages/on-device-eval-core/src/EvaluationComparison.ts
 */

import * as comparisonModule from '@statsig/on-device-eval-core/src/EvaluationComparison';
import { matchesPattern } from './pattern';

/** Puts these comparisons in the place of the client's, for all clients of this process. */
export function compareAsServersDo(): void {
  const exported: object = comparisonModule.default;
  // A bundler that follows Node's rules gives a CommonJS module's exports as the default.
  const table = 'default' in exported ? exported.default : exported;
  Object.assign(table as object, {
    compareNumbers,
    compareVersions,
    compareStringInArray,
    compareStringWithRegEx: matchesPattern,
    compareTime,
    arrayHasValue,
    arrayHasAllValues,
  });
}

type Order = (left: number, right: number) => boolean;

const ORDERS: { [operator: string]: Order } = {
  gt: (left, right) => left > right,
  gte: (left, right) => left >= right,
  lt: (left, right) => left < right,
  lte: (left, right) => left <= right,
  eq: (left, right) => left === right,
  neq: (left, right) => left !== right,
  before: (left, right) => left < right,
  after: (left, right) => left > right,
  on: (left, right) => startOfDay(left) === startOfDay(right),
};

/** What is no number or time, NaN, does not compare, in no way. */
function holds(operator: string, left: number, right: number): boolean {
  return !Number.isNaN(left) && !Number.isNaN(right) && ORDERS[operator]?.(left, right) === true;
}

function compareNumbers(left: unknown, right: unknown, operator: string): boolean {
  if (isMissing(left) || isMissing(right)) return false;
  return holds(operator, Number(left), Number(right));
}

/** What is no version, such as Windows "XP", is neither before nor after nor other than any. */
function compareVersions(left: unknown, right: unknown, operator: string): boolean {
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  const order = versionOrder(left, right);
  return order !== null && holds(operator.slice('version_'.length), order, 0);
}

/** Below, at or above zero; null when a part that decides is no number. */
function versionOrder(left: string, right: string): number | null {
  const [a, b] = [withoutExtension(left), withoutExtension(right)];
  if (a === '' || b === '') return null;
  const [partsA, partsB] = [a.split('.'), b.split('.')];
  // Stryker disable next-line EqualityOperator: past the end of both, each part counts as 0, and they do not differ
  for (let at = 0; at < Math.max(partsA.length, partsB.length); at += 1) {
    const [one, other] = [Number(partsA[at] ?? 0), Number(partsB[at] ?? 0)];
    if (Number.isNaN(one) || Number.isNaN(other)) return null;
    if (one !== other) return one - other;
  }
  return 0;
}

function withoutExtension(version: string): string {
  const hyphen = version.indexOf('-');
  return hyphen === -1 ? version : version.slice(0, hyphen);
}

type TextMatch = (value: string, target: string) => boolean;

const TEXT_MATCHES: { [operator: string]: TextMatch } = {
  str_starts_with_any: (value, target) => value.startsWith(target),
  str_ends_with_any: (value, target) => value.endsWith(target),
  str_contains_any: (value, target) => value.includes(target),
  str_contains_none: (value, target) => value.includes(target),
};

const NEGATIONS = new Set(['none', 'none_case_sensitive', 'str_contains_none']);
const CASE_SENSITIVE = new Set(['any_case_sensitive', 'none_case_sensitive']);

function compareStringInArray(value: unknown, targets: unknown, operator: string): boolean {
  const found = Array.isArray(targets) && hasText(value, targets, operator);
  return found !== NEGATIONS.has(operator);
}

function hasText(value: unknown, targets: unknown[], operator: string): boolean {
  const textOf = CASE_SENSITIVE.has(operator)
    ? String
    : (thing: unknown) => String(thing).toLowerCase();
  const text = textOf(value);
  const matches = TEXT_MATCHES[operator];
  // A missing field equals the text "null" or "undefined" on Statsig's servers, but does not contain it.
  if (matches === undefined) return targets.some((target) => text === textOf(target));
  if (isMissing(value)) return false;
  return targets.some((target) => !isMissing(target) && matches(text, textOf(target)));
}

function compareTime(left: unknown, right: unknown, operator: string): boolean {
  if (isMissing(left) || isMissing(right)) return false;
  return holds(operator, timeOf(left), timeOf(right));
}

/** Milliseconds since 1970, or NaN. A text is a date first ("2023" is a year) and then a number. */
function timeOf(value: unknown): number {
  const parsed = typeof value === 'string' ? new Date(value).getTime() : Number.NaN;
  if (!Number.isNaN(parsed)) return parsed;
  const number = Number(value);
  // Below this they are seconds. A date further away than JavaScript knows is none.
  return new Date(number < 10_000_000_000 ? number * 1_000 : number).getTime();
}

/** Statsig's servers and Lambda run on UTC. */
function startOfDay(time: number): number {
  return new Date(time).setUTCHours(0, 0, 0, 0);
}

function arrayHasValue(value: unknown[], targets: unknown[]): boolean {
  return targets.some(isAmong(value));
}

function arrayHasAllValues(value: unknown[], targets: unknown[]): boolean {
  return targets.every(isAmong(value));
}

/** A text in the specs also stands for the whole number that it begins with. */
function isAmong(value: unknown[]): (target: unknown) => boolean {
  const values = new Set(value);
  return (target) => values.has(target) || values.has(Number.parseInt(String(target), 10));
}

function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
