/** Visits a deployment: new visitors first, then some of them again. */
import type { Terminal } from '../terminal';
import { cookieOf, valueIn } from './answer';
import { type Answer, ask, keptConnection } from './ask';

export interface Visits {
  /** At once, each on a connection of its own: this is where new execution environments answer. */
  cold: Answer[];
  /** One after another on one connection. */
  warm: Answer[];
  /** Of those new visitors, one for each value, who came again with the cookies that they were given. */
  returning: { first: Answer; again: Answer[] }[];
}

export const COLD = 10;
const RETURNS = 4;
const MAX_RETURNING = 4;

/** @param visitors how many new ones; more than {@link COLD}. */
export async function visit(
  url: URL,
  visitors: number,
  progress: Terminal['progress'],
): Promise<Visits> {
  const kept = keptConnection(url);
  try {
    progress(`${COLD} new visitors at once`);
    const cold = await Promise.all(Array.from({ length: COLD }, () => ask(url, null, null)));
    const warm: Answer[] = [];
    while (cold.length + warm.length < visitors) {
      progress(`${cold.length + warm.length} of ${visitors} new visitors`);
      warm.push(await ask(url, null, kept));
    }
    const returning: Visits['returning'] = [];
    for (const first of oneForEachValue([...cold, ...warm])) {
      progress('visitors who come again');
      const again: Answer[] = [];
      // By turns on a new connection, which may lead to another execution environment.
      for (let at = 0; at < RETURNS; at += 1) {
        again.push(await ask(url, cookieOf(first), at % 2 === 0 ? null : kept));
      }
      returning.push({ first, again });
    }
    return { cold, warm, returning };
  } finally {
    kept.destroy();
  }
}

/** Those who were given a cookie and a value. */
function oneForEachValue(answers: Answer[]): Answer[] {
  const found = new Map<string, Answer>();
  for (const answer of answers) {
    const value = valueIn(answer);
    if (value !== null && cookieOf(answer) !== null && !found.has(value)) found.set(value, answer);
  }
  return [...found.values()].slice(0, MAX_RETURNING);
}
