/** How groups stand in the cookie: for each experiment which one it is, the rule that is its group, and a signature. */

export interface Entry {
  readonly tag: string;
  readonly rule: string;
  readonly signature: string;
}

/** As many as the settings may name; with their rules and signatures about 1 KB. */
export const MAX_ENTRIES = 16;

const RULE = '[\\w:-]{1,32}';
const ENTRY = new RegExp(`^([\\w-]{8})\\.(${RULE})\\.([\\w-]{22})$`);
const MAX_LENGTH = MAX_ENTRIES * (8 + 1 + 32 + 1 + 22 + 1);
const NONE = '-';

export function isCookie(value: string): boolean {
  return value.length <= MAX_LENGTH && /^[\w.:~-]+$/.test(value);
}

export function mayStandInCookie(rule: string): boolean {
  return new RegExp(`^${RULE}$`).test(rule);
}

/** What is no entry is left out. */
export function entriesIn(cookie: string): Entry[] {
  return cookie
    .split('~')
    .slice(0, MAX_ENTRIES)
    .flatMap((text) => {
      const [, tag, rule, signature] = ENTRY.exec(text) ?? [];
      return tag === undefined || rule === undefined || signature === undefined
        ? []
        : [{ tag, rule, signature }];
    });
}

export function textOf(entries: readonly Entry[]): string {
  return entries.map(({ tag, rule, signature }) => `${tag}.${rule}.${signature}`).join('~') || NONE;
}
