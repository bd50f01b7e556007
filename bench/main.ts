/** `npm run bench`. */
import { accessSync, constants, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bench } from './bench';
import { benchEdge } from './edge';
import { edgeDocument } from './edge/document';
import { type EdgeFigures, edgeFigures } from './edge/figures';
import { edgePicture } from './edge/picture';
import { brokenPromises } from './edge/promises';
import { edgeTables } from './edge/tables';
import type { Figures } from './figures';
import { parseOptions } from './options';
import { fullPlan, type Plan, quickPlan } from './plan';
import { report } from './report';
import { table } from './report/table';

const DOCS = fileURLToPath(new URL('../docs', import.meta.url));
const PICTURE = 'edge-figures.svg';

async function main(argv: string[]): Promise<void> {
  const { parts, json, quick, write } = parseOptions(argv);
  if (json !== null) checkFolder(json);
  const plan = quick ? quickPlan : fullPlan;
  const figures = {
    ...(parts.includes('contenders') && (await runContenders(plan))),
    ...(parts.includes('edge') && { edge: await runEdge(plan, write) }),
  };
  if (json !== null) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
}

async function runContenders(plan: Plan): Promise<Figures> {
  const figures = await bench(plan, progress);
  console.log(report(figures));
  return figures;
}

/** Ends with an error when a promise is broken. */
async function runEdge({ edge }: Plan, isWritten: boolean): Promise<EdgeFigures> {
  const run = await benchEdge(edge, progress);
  const tables = edgeTables(run);
  console.log(tables.map(({ title, heads, rows }) => table(title, heads, rows)).join('\n\n'));
  const broken = run.cells.flatMap(brokenPromises);
  if (broken.length > 0) {
    console.error(`Broken promises:\n${broken.join('\n')}`);
    process.exitCode = 1;
  }
  if (isWritten) {
    writeFileSync(join(DOCS, 'edge-figures.md'), edgeDocument(run, PICTURE));
    writeFileSync(join(DOCS, PICTURE), edgePicture(run));
  }
  return edgeFigures(run);
}

function progress(step: string): void {
  console.error(`… ${step}`);
}

/** Before the minutes that a run takes, not after. */
function checkFolder(file: string): void {
  const folder = dirname(resolve(file));
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Error(
      `--json ${file}: cannot write into ${folder}; make that folder, or name another.`,
    );
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
