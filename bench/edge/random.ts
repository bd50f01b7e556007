/** Random numbers that are the same in every run. */
import { createHash } from 'node:crypto';
import type { Range } from './conditions';

export interface Random {
  /** From 0 up to 1. */
  next(): number;
  within(range: Range): number;
}

/** Mulberry32, by Tommy Ettinger, in the public domain. */
export function randomOf(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE();
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, within: ([least, most]) => least + next() * (most - least) };
}
