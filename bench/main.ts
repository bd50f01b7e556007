/** `npm run bench`. */
import { accessSync, constants, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { bench } from './bench';
import { parseOptions } from './options';
import { fullPlan, quickPlan } from './plan';
import { report } from './report';

async function main(argv: string[]): Promise<void> {
  const { json, quick } = parseOptions(argv);
  if (json !== null) checkFolder(json);
  const figures = await bench(quick ? quickPlan : fullPlan, (step) => console.error(`… ${step}`));
  console.log(report(figures));
  if (json !== null) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
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
