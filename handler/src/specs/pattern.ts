/**
 * The regular expressions of the specs. They are held against what viewers send, and JavaScript's engine tries every way
 * of sharing out a value between the parts of an expression: `^([a-z]+)+@` takes a second for 34 letters. So it is given
 * only what has few ways; the rest goes to an engine that tries all ways at once (linear-pattern.ts), and what that
 * does not know is not evaluated.
 */
import { linearPattern } from './linear-pattern';

export type Match = (text: string) => boolean;

/** As in Statsig's client: a longer value matches nothing. */
const MAX_LENGTH = 999;

/** With up to so many, JavaScript's engine takes any value; with more, though not too many, a short one. */
const FEW_WAYS = 100_000;
const MAX_WAYS = 1_000_000;
const SHORT = 64;

const TOO_LONG = 'could take too long: it is too large, looks around or refers to a group';

/** Why no engine here takes an expression, or null when one does. */
export function reasonAgainstPattern(pattern: unknown): string | null {
  const matcher = matcherOf(pattern);
  if (typeof matcher !== 'string') return null;
  return `its pattern ${JSON.stringify(pattern)?.slice(0, 100)} ${matcher}`;
}

export function matchesPattern(value: unknown, pattern: unknown): boolean {
  const text = String(value);
  const matcher = matcherOf(pattern);
  return typeof matcher !== 'string' && text.length <= MAX_LENGTH && matcher(text);
}

const matchers = new Map<unknown, Match | string>();

/** Or why there is none. */
function matcherOf(pattern: unknown): Match | string {
  let matcher = matchers.get(pattern);
  if (matcher === undefined) {
    // Those of older specs are not needed any more.
    if (matchers.size >= 500) matchers.clear();
    matcher = makeMatcher(pattern);
    matchers.set(pattern, matcher);
  }
  return matcher;
}

function makeMatcher(pattern: unknown): Match | string {
  try {
    const text = String(pattern);
    const native = new RegExp(text);
    const { ways, compile } = linearPattern(text, MAX_LENGTH);
    const linear = ways <= FEW_WAYS ? null : compile();
    if (linear === null) return ways <= MAX_WAYS ? (value) => native.test(value) : TOO_LONG;
    return (value) =>
      ways <= MAX_WAYS && value.length <= SHORT ? native.test(value) : linear(value);
  } catch {
    return "is no regular expression of JavaScript's";
  }
}
