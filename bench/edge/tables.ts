/** The figures as tables, for the terminal and for the document. */
import { type Region, roundTripMs } from '../../local-edge/store/regions';
import { number } from '../report/format';
import type { EdgeRun } from '.';
import type { CellFigures } from './cell';
import type { Distribution } from './distribution';
import { BUCKETS, type BucketRegion, SIZES, SPACINGS_MS, WAYS, type Way } from './grid';
import type { LifeFigures } from './life';
import { type Comparison, REAL_REFRESH_MS } from './real';
import { like, type Summary, summarize } from './summary';

export interface Table {
  title: string;
  heads: string[];
  rows: string[][];
}

export function edgeTables({ cells, regions, comparisons }: EdgeRun): Table[] {
  return [
    waysTable(cells),
    trafficTable(cells),
    ...BUCKETS.map((bucket) => regionsTable(cells, regions, bucket)),
    ...(comparisons.length > 0 ? [comparisonTable(comparisons)] : []),
  ];
}

function waysTable(all: CellFigures[]): Table {
  const summaries = WAYS.map((way) => summarize(like(all, { way })));
  const row = (head: string, cellOf: (summary: Summary) => string) => [
    head,
    ...summaries.map(cellOf),
  ];
  return {
    title: 'All Regions, buckets, sizes and traffic, by the way in which the specs are read',
    heads: ['', ...WAYS],
    rows: [
      row(
        'cells with every change in time and no error line',
        ({ freshCells, cells }) => `${freshCells} of ${cells}`,
      ),
      row('a change is seen after p50 / worst, s', ({ fresh }) => seconds(fresh)),
      row('a new environment answers from the newest after p50 / worst, s', ({ freshFromStart }) =>
        seconds(freshFromStart),
      ),
      row('error lines while nothing is wrong', ({ errors }) => errors.toLocaleString('en-US')),
      row('a first request waits p50 / p99 / worst, ms', ({ firstWait }) =>
        waits(firstWait, [50, 99, 100]),
      ),
      row('first answers that are right, %', ({ rightWithFallback }) => percent(rightWithFallback)),
      row('first answers from the newest specs, not from the zip’s, %', ({ freshFromStart }) =>
        percent(freshFromStart.shareUpTo(0)),
      ),
      row('first answers that are right without specs in the zip, %', ({ rightWithoutFallback }) =>
        percent(rightWithoutFallback),
      ),
      row('requests to the store an hour and environment', ({ requestsAnHour }) =>
        number(requestsAnHour),
      ),
      row('KB that an environment receives for a change', ({ bytesAChange }) =>
        number(bytesAChange / 1_000),
      ),
      row('KB that the bucket sends for it', ({ bucketBytesAChange }) =>
        number(bucketBytesAChange / 1_000),
      ),
    ],
  };
}

function trafficTable(all: CellFigures[]): Table {
  const rows = SPACINGS_MS.flatMap((spacingMs) =>
    SIZES.map((bytes) => ({ spacingMs, bytes, cells: like(all, { spacingMs, bytes }) })),
  );
  return {
    title:
      'By traffic and size, all Regions: a later request waits p99 / worst, ms; a change is seen after p50 / worst, s',
    heads: ['a request every', 'specs', ...pairs('waits', 'seen after')],
    rows: rows.map(({ spacingMs, bytes, cells }) => [
      `${spacingMs / 1_000} s`,
      `${bytes / 1_000} KB`,
      ...byWay(cells, (summary) => [waits(summary.laterWait, [99, 100]), seconds(summary.fresh)]),
    ]),
  };
}

function regionsTable(all: CellFigures[], regions: readonly Region[], bucket: BucketRegion): Table {
  return {
    title: `By Region, bucket in ${bucket}: a first request waits p50 / p99, ms; a change is seen after p50 / worst, s`,
    heads: ['function in', 'round trip, ms', ...pairs('waits', 'seen after')],
    rows: regions.map((region) => [
      region,
      String(roundTripMs(region, bucket)),
      ...byWay(like(all, { bucket, region }), (summary) => [
        waits(summary.firstWait, [50, 99]),
        seconds(summary.fresh),
      ]),
    ]),
  };
}

function comparisonTable(comparisons: Comparison[]): Table {
  const figuresOf = ({ laterWait, fresh }: LifeFigures) => [
    waits(laterWait, [50, 99, 100]),
    seconds(fresh),
  ];
  return {
    title: `Held against real time: a refresh interval of ${REAL_REFRESH_MS / 1_000} s, a later request waits p50 / p99 / worst, ms; a change is seen after p50 / worst, s`,
    heads: [
      'function in',
      'bucket in',
      'specs',
      'a request every',
      ...['real', 'simulated'].flatMap((how) => [`${how}: waits`, `${how}: seen after`]),
    ],
    rows: comparisons.map(({ cell, real, simulated }) => [
      cell.region,
      cell.bucket,
      `${cell.bytes / 1_000} KB`,
      `${cell.spacingMs / 1_000} s`,
      ...figuresOf(real),
      ...figuresOf(simulated),
    ]),
  };
}

function pairs(...heads: [string, string]): string[] {
  return WAYS.flatMap((way: Way) => heads.map((head) => `${way}: ${head}`));
}

function byWay(cells: CellFigures[], columns: (summary: Summary) => string[]): string[] {
  return WAYS.flatMap((way) => columns(summarize(like(cells, { way }))));
}

function waits(distribution: Distribution, percents: number[]): string {
  return percents.map((percent) => whole(distribution.percentile(percent))).join(' / ');
}

/** `p50 / worst`, in seconds. */
function seconds(distribution: Distribution): string {
  const one = (ms: number) => (ms === Number.POSITIVE_INFINITY ? 'never' : whole(ms / 1_000));
  return `${one(distribution.percentile(50))} / ${one(distribution.worst())}`;
}

function whole(value: number): string {
  return Math.ceil(value).toLocaleString('en-US');
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}
