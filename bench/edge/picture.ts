/** docs/edge-figures.svg: by Region and way, bars for the longest staleness and for what requests wait. */
import type { EdgeRun } from '.';
import type { CellFigures } from './cell';
import { DEFAULTS } from './environment';
import { BUCKETS, WAYS, type Way } from './grid';
import { like, summarize } from './summary';

const WIDTH = 960;
const LEFT = 50;
const PANEL_HEIGHT = 190;
const PANEL_TOPS = [70, 340] as const;
const [BUCKET] = BUCKETS;

interface Panel {
  title: string;
  top: number;
  /** The highest value that has a place. */
  most: number;
  ticks: number[];
  /** A line across. */
  bound?: { value: number; label: string };
  valueOf: (cells: CellFigures[]) => number;
}

const PANELS: Panel[] = [
  {
    title: 'Longest time until a change is seen, seconds: all sizes and traffic',
    top: PANEL_TOPS[0],
    most: 200,
    ticks: [0, 60, 120],
    bound: { value: 180, label: 'promised with a request a minute; ∞ longer, or never' },
    valueOf: (cells) => summarize(cells).fresh.worst() / 1_000,
  },
  {
    title:
      'What 99 of 100 later requests wait at most, milliseconds: one every 12 s, specs of 100 KB',
    top: PANEL_TOPS[1],
    most: 900,
    ticks: [0, 200, 400, 600],
    bound: { value: DEFAULTS.maxWaitMs, label: 'promised' },
    valueOf: (cells) =>
      summarize(like(cells, { bytes: 100_000, spacingMs: 12_000 })).laterWait.percentile(99),
  },
];

/** Legible on a light page and on a dark one. */
export function edgePicture({ cells, regions }: EdgeRun): string {
  const ofBucket = like(cells, { bucket: BUCKET });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH + 10} 560" font-family="system-ui, sans-serif" font-size="12">
<title>By Region and way: the longest time until a change is seen, and what requests wait</title>
<style>
text { fill: #24292f }
.rule { stroke: #8c959f; stroke-width: 0.5 }
.bound { stroke: #24292f; stroke-dasharray: 4 3 }
.s3 { fill: #c2410c } .s3-gzip { fill: #ca8a04 } .cloudfront { fill: #2563eb }
@media (prefers-color-scheme: dark) {
  text { fill: #d0d7de }
  .bound { stroke: #d0d7de }
  .s3 { fill: #f97316 } .s3-gzip { fill: #facc15 } .cloudfront { fill: #60a5fa }
}
</style>
<text x="${LEFT}" y="20" font-size="15">Function in each Region, bucket in ${BUCKET}</text>
${WAYS.map(legend).join('\n')}
${PANELS.map((panel) => drawPanel(panel, ofBucket, regions)).join('\n')}
</svg>
`;
}

function legend(way: Way, index: number): string {
  const x = LEFT + 420 + index * 110;
  return `<rect class="${way}" x="${x}" y="10" width="12" height="12"/><text x="${x + 18}" y="20">${way}</text>`;
}

function drawPanel(panel: Panel, cells: CellFigures[], regions: readonly string[]): string {
  const { title, top, most, ticks, bound } = panel;
  const bottom = top + PANEL_HEIGHT;
  const yOf = (value: number) => bottom - (value / most) * PANEL_HEIGHT;
  const step = (WIDTH - LEFT) / regions.length;
  const across = (value: number, name: string) =>
    `<line class="${name}" x1="${LEFT}" x2="${WIDTH}" y1="${yOf(value)}" y2="${yOf(value)}"/>`;
  const width = (step - 14) / WAYS.length;

  const bars = regions.flatMap((region, index) => {
    const ofRegion = cells.filter(({ cell }) => cell.region === region);
    return WAYS.map((way, place) => {
      const value = panel.valueOf(like(ofRegion, { way }));
      const x = LEFT + 7 + index * step + place * width;
      return drawBar(way, x, width, value <= most ? yOf(value) : null, {
        top,
        bottom,
      });
    });
  });
  return [
    `<text x="${LEFT}" y="${top - 12}">${title}</text>`,
    ...ticks.map(
      (tick) =>
        `${across(tick, 'rule')}<text x="${LEFT - 6}" y="${yOf(tick) + 4}" text-anchor="end">${tick.toLocaleString('en-US')}</text>`,
    ),
    ...bars,
    ...(bound === undefined
      ? []
      : [
          across(bound.value, 'bound'),
          `<text x="${WIDTH}" y="${top - 12}" text-anchor="end">- - ${bound.label}</text>`,
        ]),
    ...regions.map((region, index) => {
      const x = LEFT + (index + 0.5) * step;
      return `<text x="${x}" y="${bottom + 16}" text-anchor="middle" font-size="9">${region}</text>`;
    }),
  ].join('\n');
}

/** @param y of its upper end; null for one that is higher than the panel. */
function drawBar(
  way: Way,
  x: number,
  width: number,
  y: number | null,
  { top, bottom }: { top: number; bottom: number },
): string {
  const upper = y ?? top + 12;
  const bar = `<rect class="${way}" x="${x.toFixed(1)}" y="${upper.toFixed(1)}" width="${(width - 1).toFixed(1)}" height="${(bottom - upper).toFixed(1)}"/>`;
  if (y !== null) return bar;
  return `${bar}<text x="${(x + width / 2).toFixed(1)}" y="${top + 9}" text-anchor="middle">∞</text>`;
}
