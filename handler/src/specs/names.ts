/** The names of what a browser is to start from. */
import type { SpecKey } from './graph';

export const NAME_LISTS = ['gates', 'experiments', 'configs', 'layers'] as const;

/** Each list may be left out. */
export type Names = { readonly [List in (typeof NAME_LISTS)[number]]?: readonly string[] | null };

/** Null where no list is given: then everything is meant. An experiment is a config in the specs. */
export function keysOf({ gates, experiments, configs, layers }: Names): SpecKey[] | null {
  const lists = { gate: [gates], config: [experiments, configs], layer: [layers] };
  if (Object.values(lists).every((given) => given.every((names) => names == null))) return null;
  return Object.entries(lists).flatMap(([kind, given]) =>
    given.flatMap((names) => names ?? []).map((name) => `${kind}:${name}` as SpecKey),
  );
}
