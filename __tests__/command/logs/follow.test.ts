import { describe, expect, it } from '@jest/globals';
import { follow, type ReadRegion } from '../../../command/logs/follow';
import type { StoredLine } from '../../../command/logs/read';

const MINUTE = 60_000;

function stored(time: number, message: string): StoredLine {
  return { id: message, line: { time, region: 'r', level: '', message, details: {} } };
}

/** A Region with these lines, as CloudWatch gives those since a moment. */
function region(lines: StoredLine[]): ReadRegion {
  return async (since) => lines.filter(({ line }) => line.time >= since);
}

/** Follows, with something written before each next time. */
async function messages(regions: ReadRegion[], since: number, ...writing: (() => void)[]) {
  let now = 10 * MINUTE;
  const batches: string[][] = [];
  const wait = async () => {
    const write = writing.shift();
    write?.();
    now += MINUTE;
    return write !== undefined;
  };
  for await (const lines of follow(regions, since, () => now, wait)) {
    batches.push(lines.map(({ message }) => message));
  }
  return batches;
}

describe('the lines of many Regions', () => {
  it('are merged by time', async () => {
    const regions = [region([stored(1, 'a'), stored(3, 'c')]), region([stored(2, 'b')])];
    expect(await messages(regions, 0)).toEqual([['a', 'b', 'c']]);
    expect(await messages(regions, 2)).toEqual([['b', 'c']]);
  });

  it('go on with what is new, though it comes late, and give nothing twice', async () => {
    const lines = [stored(9.9 * MINUTE, 'first')];
    const write = (time: number, message: string) => () => lines.push(stored(time, message));
    expect(
      await messages(
        [region(lines)],
        0,
        write(9.5 * MINUTE, 'late'),
        () => {},
        write(11.9 * MINUTE, 'last'),
      ),
    ).toEqual([['first'], ['late'], [], ['last']]);
  });

  it('are never from before the moment that was asked for', async () => {
    const lines = [stored(9.5 * MINUTE, 'before')];
    expect(await messages([region(lines)], 9.8 * MINUTE, () => {})).toEqual([[], []]);
  });
});
