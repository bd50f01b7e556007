import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyBelow } from './copy-checkout';
import type { Run } from './run';
import type { Toolchain } from './toolchain';
import { createWorkspace } from './workspace';

/** The plain Terraform module with its examples, in a copy. */
export interface TerraformModule {
  /** The copy. */
  folder: string;
  /** `terraform COMMAND …` in a folder of the module, such as `examples/minimal`; has to succeed. */
  terraform(below: string, ...args: string[]): Promise<string>;
  /** The same, where failure is of interest. */
  tryTerraform(below: string, ...args: string[]): Promise<Run>;
  /** Gives the module by itself the providers that it otherwise has from its caller. */
  provide(regions?: { usEast1: string }): void;
  /** Gives an input variable a value from here on, as TF_VAR_… in the environment does. */
  set(variable: string, value: string): void;
  /** Removes the copy and all that came of it. */
  remove(): void;
}

const providers = (usEast1: string): string => `
provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "us_east_1"
  region = "${usEast1}"
}
`;

/**
 * @param toolchain - its `terraform` may be OpenTofu.
 * @param endpoint - of the fake AWS.
 */
export const checkOutModule = (toolchain: Toolchain, endpoint: string): TerraformModule => {
  const workspace = createWorkspace(toolchain, endpoint);
  const name = 'statsig-edge';
  const folder = join(workspace.folder, name);
  copyBelow('terraform/statsig-edge', folder);
  return {
    folder,
    terraform: (below, ...args) => workspace.run([toolchain.terraform, ...args], join(name, below)),
    tryTerraform: (below, ...args) =>
      workspace.tryRun([toolchain.terraform, ...args], join(name, below)),
    provide: ({ usEast1 } = { usEast1: 'us-east-1' }) =>
      writeFileSync(join(folder, 'providers.tf'), providers(usEast1)),
    set: workspace.set,
    remove: workspace.remove,
  };
};
