/**
 * A regular expression that is held against a text in all ways at once: no place of the expression is tried twice at the
 * same place of the text, so that the time grows with the length of both and not with the number of ways. JavaScript's
 * own engine says what a single token matches.
 * @see https://swtch.com/~rsc/regexp/regexp1.html
 */

/** The tokens of an expression that JavaScript takes: escapes, classes, quantifiers, beginnings of groups, characters. */
const TOKENS =
  /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|.)|\[(?:\\.|[^\]\\])*\]|(?:[*+?]|\{\d+(?:,\d*)?\})\??|\((?:\?(?:<?[=!]|:|<[^>]*>))?|./gs;

function isQuantifier(token = ''): boolean {
  return /^([*+?]|\{\d)/.test(token);
}

/** How often, at least and at most. */
function rangeOf(quantifier: string): [number, number] {
  const [sign = ''] = quantifier;
  const [from, to] = quantifier.match(/\d+/g)?.map(Number) ?? [];
  const min = from ?? (sign === '+' ? 1 : 0);
  const isOpen = from === undefined ? sign !== '?' : quantifier.includes(',');
  return [min, to ?? (isOpen ? Number.POSITIVE_INFINITY : (from ?? 1))];
}

/** A place of the expression. */
interface State {
  readonly id: number;
  /** What has to be here in the text, and how many characters that is; null for nothing. */
  readonly token: RegExp | null;
  readonly length: 0 | 1;
  readonly next: State[];
}

/** Makes the states of a part of the expression, given what comes after it. */
type Part = (next: State) => State;

/** Keeps the work for the longest value to some milliseconds. */
const MAX_STATES = 120;

/** Looks around, refers to a group, has flags in a group, or half an escape. */
const UNKNOWN = /^(\(.*[=!]|\\[0-9ck])$/s;
const REFERENCE = /^\\[1-9k]/;
const PLACE = /^([$^]|\\b)$/i;

export interface LinearPattern {
  /** In how many ways JavaScript's engine, which tries one after the other, would match the longest text at most. */
  ways: number;
  /** Makes what says whether a text has a match in it, or null when the expression has what this cannot do. */
  compile: () => ((text: string) => boolean) | null;
}

/** @param pattern one that JavaScript takes. */
export function linearPattern(pattern: string, maxLength: number): LinearPattern {
  const tokens = pattern.match(TOKENS) ?? [];
  let at = 0;
  let states = 0;
  let isKnown = true;
  let ways = 1;
  /** The alternatives of what was read last, and so in the end of the whole. */
  let width = 1;

  const stateOf = (next: State[], token: RegExp | null = null, length: 0 | 1 = 0): State => {
    states += 1;
    return { id: states, token, length, next };
  };

  function alternatives(): Part {
    const parts = [sequence()];
    for (; tokens[at] === '|'; parts.push(sequence())) at += 1;
    width = parts.length;
    ways *= width;
    return (next) => stateOf(parts.map((part) => part(next)));
  }

  function sequence(): Part {
    const parts: Part[] = [];
    for (let token = tokens[at]; token !== undefined && !/^[|)]/.test(token); token = tokens[at]) {
      at += 1;
      let part = single(token);
      const quantifier = tokens[at];
      if (isQuantifier(quantifier)) {
        const [min, max] = rangeOf(quantifier ?? '');
        // A group that is repeated can share a text out between its repetitions in any number of ways.
        const isRepeatedGroup = tokens[at - 1] === ')' && max > 1;
        ways *= isRepeatedGroup ? Number.POSITIVE_INFINITY : Math.min(max, maxLength) - min + 1;
        part = repeated(part, min, max);
        at += 1;
      }
      parts.push(part);
    }
    return (next) => parts.reduceRight((after, part) => part(after), next);
  }

  function single(token: string): Part {
    if (UNKNOWN.test(token) || isQuantifier(token)) isKnown = false;
    if (REFERENCE.test(token)) ways *= maxLength;
    if (token.startsWith('(')) {
      const inside = alternatives();
      at += 1;
      return inside;
    }
    return (next) => stateOf([next], new RegExp(token, 'y'), PLACE.test(token) ? 0 : 1);
  }

  function repeated(part: Part, min: number, max: number): Part {
    return (next) => {
      let entry = stateOf([next]);
      const isEndless = max === Number.POSITIVE_INFINITY;
      if (isEndless) entry.next.push(part(entry));
      // When there are too many already, no more are made, however deep this is.
      for (let more = isEndless ? 0 : max - min; more > 0 && states <= MAX_STATES; more -= 1) {
        entry = stateOf([part(entry), next]);
      }
      for (let more = min; more > 0 && states <= MAX_STATES; more -= 1) {
        entry = stateOf([part(entry)]);
      }
      return entry;
    };
  }

  const whole = alternatives();
  const isAnchored = tokens[0] === '^' && width === 1;
  return {
    ways: isAnchored ? ways : ways * maxLength,
    compile: () => {
      if (!isKnown) return null;
      const start = whole({ id: 0, token: null, length: 0, next: [] });
      return states > MAX_STATES ? null : (text) => hasMatch(start, states + 1, text);
    },
  };
}

function hasMatch(start: State, count: number, text: string): boolean {
  const places = text.length + 1;
  const tried = new Uint8Array(count * places);
  // A match may begin anywhere.
  const open = Array.from({ length: places }, (_, at) => ({ state: start, at }));
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { state, at } = one;
    if (state.next.length === 0) return true;
    const key = state.id * places + at;
    if (tried[key] === 1) continue;
    tried[key] = 1;
    if (state.token !== null) {
      state.token.lastIndex = at;
      if (!state.token.test(text)) continue;
    }
    for (const next of state.next) open.push({ state: next, at: at + state.length });
  }
  return false;
}
