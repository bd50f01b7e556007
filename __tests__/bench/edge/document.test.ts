import { beforeAll, describe, expect, it } from '@jest/globals';
import { benchEdge, type EdgeRun } from '../../../bench/edge';
import { Distribution } from '../../../bench/edge/distribution';
import { edgeDocument } from '../../../bench/edge/document';
import { WAYS } from '../../../bench/edge/grid';
import { edgePicture } from '../../../bench/edge/picture';
import { edgeTables } from '../../../bench/edge/tables';

const REGIONS = ['us-east-1', 'sa-east-1'] as const;

let run: EdgeRun;
beforeAll(async () => {
  const steps: string[] = [];
  run = await benchEdge(
    {
      regions: REGIONS,
      sample: { environments: 1, changes: 1 },
      real: { cells: [], changes: 0 },
    },
    (step) => steps.push(step),
  );
  expect(steps).toEqual([`${run.cells.length} cells on a simulated clock`]);
  // What was not run in real time stands for what was.
  const [first] = run.cells;
  if (first !== undefined) {
    run.comparisons = [{ cell: first.cell, real: { ...first, errors: 0 }, simulated: first }];
  }
});

describe('the tables', () => {
  it('have as many cells in a row as heads', () => {
    const tables = edgeTables(run);
    expect(tables).toHaveLength(5);
    for (const { heads, rows } of tables) {
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toHaveLength(heads.length);
    }
  });

  it('have no figure that is none', () => {
    expect(JSON.stringify(edgeTables(run))).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});

describe('the document', () => {
  it('has the picture, every table, and nothing that is none', () => {
    const text = edgeDocument(run, 'picture.svg');
    expect(text).toContain('](picture.svg)');
    expect(text.match(/^\| -+ \|/gm)).toHaveLength(5);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('the picture', () => {
  it('has a bar for each Region and way in both panels, and says which is which', () => {
    const svg = edgePicture(run);
    expect(svg.match(/<rect /g)).toHaveLength(WAYS.length + 2 * REGIONS.length * WAYS.length);
    for (const name of [...REGIONS, ...WAYS]) expect(svg).toContain(`>${name}</text>`);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg.match(/<(text|svg|style|title)\b/g)?.length).toBe(
      svg.match(/<\/(text|svg|style|title)>/g)?.length,
    );
  });

  it('says of a change that was never seen that it has no end', () => {
    const never = new Distribution();
    never.add(Number.POSITIVE_INFINITY);
    const withNever = run.cells.map((figures) => ({ ...figures, fresh: never }));
    const infinities = (svg: string) => svg.match(/>∞</g)?.length ?? 0;
    expect(infinities(edgePicture({ ...run, cells: withNever }))).toBe(
      REGIONS.length * WAYS.length,
    );
  });
});
