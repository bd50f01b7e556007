/** `npm run bench`. */
import { writeFileSync } from 'node:fs';
import { bench } from './bench';
import { parseOptions } from './options';
import { fullPlan, quickPlan } from './plan';
import { report } from './report';

async function main(argv: string[]): Promise<void> {
  const { json, quick } = parseOptions(argv);
  const figures = await bench(quick ? quickPlan : fullPlan, (step) => console.error(`… ${step}`));
  console.log(report(figures));
  if (json !== null) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
