import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformModule } from './module';

/** The checks of entries, asked without anything that is made. */
const OUTPUT_OF_CHECKS = `output "entries" {
  value = true

  precondition {
    condition     = length(local.refused_entries) == 0
    error_message = join("\\n", local.refused_entries)
  }
}
`;

/** Makes a folder in the module with its variables and checks.tf alone, of which a plan asks no provider. */
export const checksAlone = async (module: TerraformModule): Promise<string> => {
  const below = 'checks';
  mkdirSync(join(module.folder, below));
  // The tests have files that values name.
  for (const name of ['variables.tf', 'checks.tf', 'tests']) {
    cpSync(join(module.folder, name), join(module.folder, below, name), { recursive: true });
  }
  writeFileSync(join(module.folder, below, 'outputs.tf'), OUTPUT_OF_CHECKS);
  await module.terraform(below, 'init');
  return below;
};
