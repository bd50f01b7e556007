/**
 * The regular expressions of the specs. They are held against what viewers send, and JavaScript's engine tries every way
 * of sharing out a value between the parts of an expression: `^([a-z]+)+@` takes a second for 34 letters. So it is given
 * only those with few ways; the others go to an engine that tries all ways at once (linear-pattern.ts), and what that
 * does not know is not evaluated.
 */
import { isQuantifier, linearMatcher, rangeOf, TOKENS } from './linear-pattern';

export type Match = (text: string) => boolean;

/** As in Statsig's client: a longer value matches nothing. */
const MAX_LENGTH = 999;

/** About a millisecond on a whole core. */
const MAX_WAYS = 2_000_000;

const TOO_LONG =
  'could take too long, and cannot be read in one pass: it is too large, or looks around, or refers to a group';

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
    if (waysOf(text) <= MAX_WAYS) return (value) => native.test(value);
    return linearMatcher(text) ?? TOO_LONG;
  } catch {
    return "is no regular expression of JavaScript's";
  }
}

/** In how many ways JavaScript's engine tries to match a value, at most. */
function waysOf(pattern: string): number {
  const tokens = pattern.match(TOKENS) ?? [];
  let ways = 1;
  // The alternatives of the groups that are open, and of the whole.
  const alternatives = [1];
  for (const [at, token] of tokens.entries()) {
    if (token.startsWith('(')) alternatives.push(1);
    else if (token === ')') ways *= alternatives.pop() ?? 1;
    else if (token === '|') alternatives[alternatives.length - 1] = (alternatives.at(-1) ?? 1) + 1;
    else if (/^\\[1-9k]/.test(token)) ways *= MAX_LENGTH;
    else if (isQuantifier(token)) {
      const [min, max] = rangeOf(token);
      const choices = Math.min(max, MAX_LENGTH) - min + 1;
      // A group that is repeated can share a value out between its repetitions in any number of ways.
      const isRepeatedGroup = tokens[at - 1] === ')' && max > 1;
      ways *= isRepeatedGroup ? Number.POSITIVE_INFINITY : choices;
    }
  }
  const [whole = 1] = alternatives;
  const isAnchored = tokens[0] === '^' && whole === 1;
  return ways * whole * (isAnchored ? 1 : MAX_LENGTH);
}
