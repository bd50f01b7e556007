/** What a key of the terminal and a button of the page do, each with what is said of it. */
import type { LocalEdge } from '../server';

export async function startCold(edge: Pick<LocalEdge, 'coldStart'>): Promise<string> {
  await edge.coldStart();
  return 'All execution environments were discarded; the next request starts cold.';
}

export function emptyCache(edge: Pick<LocalEdge, 'invalidate'>): string {
  edge.invalidate();
  return 'The cache was emptied.';
}
