/** docs/edge-figures.md. */
import type { EdgeRun } from '.';
import { like, summarize } from './summary';
import { edgeTables, type Table } from './tables';

/** @param picture is the picture's file, beside the document. */
export function edgeDocument(run: EdgeRun, picture: string): string {
  const of = (way: 's3' | 'cloudfront') => summarize(like(run.cells, { way }));
  const [s3, near] = [of('s3'), of('cloudfront')];
  return `# Right and fresh in every Region: the figures

Lambda@Edge runs in ${run.regions.length} Regions and freezes an environment between two requests; the bucket lies in one Region. This is how right,
how late and how fresh the handler's answers are there, with default settings and specs in the function's zip.
\`npm run bench -- --only edge --write\` writes this page; [the benchmark's page](../bench/README.md#in-every-region) says how it is
found out, and what is taken for granted.

- Every first answer is right: the specs of the deploy are in the zip.
- Through CloudFront, every change is seen in time (two refresh intervals and one request's spacing), in ${near.freshCells} of ${near.cells}
  cells.
- From the bucket itself that holds in ${s3.freshCells} of ${s3.cells}; it is promised for specs of up to 400 KB and a request every 12
  seconds or more often. Where requests are rarer, each lends a load a second at most, and large specs from far away take several
  requests: each goes on where the one before was.
- Freezing alone writes no error line, in any cell.

![Longest time until a change is seen, and what requests wait, by Region](${picture})

\`s3\` reads the bucket, signed or not; \`s3-gzip\` a bucket that holds the specs compressed; \`cloudfront\` goes through CloudFront, which compresses
them.

${edgeTables(run).map(markdown).join('\n\n')}
`;
}

/** As the formatter would have it. */
function markdown({ title, heads, rows }: Table): string {
  const widths = heads.map((_, column) =>
    Math.max(3, ...[heads, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const padded = (cells: string[]) =>
    line(
      widths.map((width, column) =>
        column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width),
      ),
    );
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [`## ${title}`, '', padded(heads), line(rule), ...rows.map(padded)].join('\n');
}
