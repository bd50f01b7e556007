/** `npx tsx __tests__/support/terraform/apply-time/main.ts [PAIRS]`: how long an apply of the module takes, as against the same resources by hand. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { median } from '../../../../bench/statistics';
import { openGateSpecs } from '../../open-gate-specs';
import { startFakeAws } from '../fake-aws';
import { checkOutModule } from '../module';
import { findToolchain, type Toolchain } from '../toolchain';

const ROOTS = ['by-hand', 'by-module'] as const;

/** Where each has its zip made. */
const ZIPS = { 'by-hand': 'edge.zip', 'by-module': 'statsig-edge/statsig-edge-123456789012.zip' };

interface Applied {
  seconds: number;
  /** Of the zip. Most of what differs between two plans is how much Terraform has to carry. */
  files: string;
}

/** How `terraform apply` went for one of the roots, in a fake AWS that has nothing yet. */
async function applied(toolchain: Toolchain, root: (typeof ROOTS)[number]): Promise<Applied> {
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
    const seconds = (performance.now() - began) / 1000;
    const zip = readFileSync(join(module.folder, root, '.terraform', ZIPS[root]));
    return { seconds, files: Object.keys(unzipSync(zip)).sort().join(', ') };
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
    const went: Record<string, Applied> = {};
    for (const root of order) went[root] = await applied(toolchain, root);
    const { 'by-hand': hand, 'by-module': module } = went as Record<
      (typeof ROOTS)[number],
      Applied
    >;
    if (hand.files !== module.files) {
      throw new Error(`The zips differ: ${hand.files} by hand, ${module.files} by the module.`);
    }
    ratios.push(module.seconds / hand.seconds);
    console.log(
      `by hand ${hand.seconds.toFixed(1)} s, by the module ${module.seconds.toFixed(1)} s`,
    );
  }
  console.log(`median of the ratios: ${median(ratios).toFixed(2)}`);
}

main(Number(process.argv[2] ?? 7)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
