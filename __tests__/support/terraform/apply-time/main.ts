/** `npx tsx __tests__/support/terraform/apply-time/main.ts [PAIRS]`: how long an apply of the module takes, as against the same resources by hand. */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '../../../../bench/statistics';
import { openGateSpecs } from '../../open-gate-specs';
import { startFakeAws } from '../fake-aws';
import { checkOutModule } from '../module';
import { findToolchain, type Toolchain } from '../toolchain';

const ROOTS = ['by-hand', 'by-module'] as const;

/** How many seconds `terraform apply` takes for one of the roots, in a fake AWS that has nothing yet. */
async function applied(toolchain: Toolchain, root: (typeof ROOTS)[number]): Promise<number> {
  const aws = await startFakeAws(toolchain.motoServer);
  const module = checkOutModule(toolchain, aws.endpoint);
  try {
    cpSync(fileURLToPath(new URL(root, import.meta.url)), join(module.folder, root), {
      recursive: true,
    });
    const specs = join(module.folder, 'specs.json');
    writeFileSync(specs, openGateSpecs());
    module.set('specs_file', specs);
    module.set('module_folder', module.folder);
    await module.terraform(root, 'init');
    const began = performance.now();
    await module.terraform(root, 'apply', '-auto-approve');
    return (performance.now() - began) / 1000;
  } finally {
    module.remove();
    await aws.stop();
  }
}

async function main(pairs: number): Promise<void> {
  const toolchain = findToolchain();
  if (Array.isArray(toolchain)) throw new Error(`This is missing:\n${toolchain.join('\n')}`);
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    // Each goes first as often as the other.
    const order = pair % 2 === 0 ? ROOTS : ([...ROOTS].reverse() as (typeof ROOTS)[number][]);
    const seconds = { 'by-hand': 0, 'by-module': 0 };
    for (const root of order) seconds[root] = await applied(toolchain, root);
    ratios.push(seconds['by-module'] / seconds['by-hand']);
    console.log(
      `by hand ${seconds['by-hand'].toFixed(1)} s, by the module ${seconds['by-module'].toFixed(1)} s`,
    );
  }
  console.log(`median of the ratios: ${median(ratios).toFixed(2)}`);
}

main(Number(process.argv[2] ?? 7)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
