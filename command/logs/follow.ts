/** Lines of many Regions, merged by time. */
import type { LogLine } from './line';
import type { StoredLine } from './read';

/** Reads a Region's lines since a moment, in milliseconds since 1970. */
export type ReadRegion = (since: number) => Promise<StoredLine[]>;

/** CloudWatch may show a line so much later than it was written. */
const LATE_MS = 60_000;

/**
 * Gives the lines since a moment, then, each time that `wait` says to go on, those that came since. Within one batch
 * they are in the order in which they were written.
 */
export async function* follow(
  regions: ReadRegion[],
  since: number,
  now: () => number,
  wait: () => Promise<boolean>,
): AsyncGenerator<LogLine[]> {
  // By when they were written, so that those that cannot come again are forgotten.
  let given = new Map<string, number>();
  for (let from = since; ; ) {
    const askedAt = now();
    const found = (await Promise.all(regions.map((read) => read(from)))).flat();
    const fresh = found.filter(({ id }) => !given.has(id));
    for (const { id, line } of fresh) given.set(id, line.time);
    yield fresh.map(({ line }) => line).sort((a, b) => a.time - b.time);
    if (!(await wait())) return;
    from = Math.max(since, askedAt - LATE_MS);
    given = new Map([...given].filter(([, time]) => time >= from));
  }
}
