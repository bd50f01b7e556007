/** How many of many users a spec gives what. */
import type { StatsigUser } from '@statsig/client-core';
import type { Give, Given } from './given';
import type { CheckedSpec } from './specs';

export interface Share extends Given {
  users: number;
}

/** Counts what one spec gives; the largest share first. */
export class Split {
  readonly #give: Give;
  readonly #shares = new Map<string, Share>();

  constructor(give: Give) {
    this.#give = give;
  }

  add(user: StatsigUser): void {
    const given = this.#give(user);
    if (given === null) return;
    // Several rules may open a gate; what is looked for is who sees it open.
    const what = typeof given.value === 'boolean' ? given.value : JSON.stringify(given);
    const share = this.#shares.get(String(what));
    if (share === undefined) this.#shares.set(String(what), { ...given, users: 1 });
    else share.users += 1;
  }

  get shares(): Share[] {
    return [...this.#shares.values()].sort((a, b) => b.users - a.users);
  }
}

/**
 * Users with the fields of one, who differ in their ids: visitor-1, visitor-2 and so on, the same each time. They have
 * an id of every kind that the specs tell users apart by.
 */
export function* madeUpUsers(
  count: number,
  like: StatsigUser,
  specs: CheckedSpec[],
): Generator<StatsigUser> {
  const idTypes = idTypesIn(specs);
  for (let index = 1; index <= count; index += 1) {
    const id = `visitor-${index}`;
    const customIDs = Object.fromEntries(idTypes.map((type) => [type, id]));
    yield { ...like, userID: id, customIDs: { ...like.customIDs, ...customIDs } };
  }
}

function idTypesIn(specs: CheckedSpec[]): string[] {
  const types = new Set<unknown>(['stableID']);
  for (const { spec } of specs) {
    types.add(spec.idType);
    for (const rule of spec.rules) {
      types.add(rule.idType);
      for (const condition of rule.conditions) types.add(condition.idType);
    }
  }
  return [...types].filter(
    (type) => typeof type === 'string' && type !== '' && type.toLowerCase() !== 'userid',
  ) as string[];
}
