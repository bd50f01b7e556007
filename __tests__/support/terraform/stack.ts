import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { copyCheckout } from './copy-checkout';
import type { Run } from './run';
import type { Toolchain } from './toolchain';
import { createWorkspace } from './workspace';

/** The project's own stack, in a copy of the checkout. */
export interface Stack {
  /** The copy. */
  folder: string;
  /** `cdktf COMMAND …` in the copy; has to succeed. */
  cdktf(...args: string[]): Promise<string>;
  /** The folder that was synthesized, seen from the copy: Terraform runs there. */
  synthesized(): string;
  /** `terraform COMMAND …` in the folder that was synthesized; has to succeed. */
  terraform(...args: string[]): Promise<string>;
  /** The same, where failure is of interest. */
  tryTerraform(...args: string[]): Promise<Run>;
  /** Gives an input variable a value from here on, as TF_VAR_… in the environment does. */
  set(variable: string, value: string): void;
  /** Removes the copy and all that came of it. */
  remove(): void;
}

/**
 * Copies the checkout, in which main.ts has one stack.
 * @param endpoint - of the fake AWS.
 * @param name - of the folder that the copy is in.
 */
export const checkOutStack = (
  toolchain: Toolchain,
  endpoint: string,
  name = 'statsig-edge',
): Stack => {
  const workspace = createWorkspace(toolchain, endpoint);
  const folder = join(workspace.folder, name);
  copyCheckout(folder);

  const synthesized = (): string => {
    const stacks = readdirSync(join(folder, 'cdktf.out', 'stacks'));
    return join('cdktf.out', 'stacks', ...stacks);
  };
  const terraform = (args: string[]): [command: string[], below: string] => [
    [toolchain.terraform, ...args],
    join(name, synthesized()),
  ];
  return {
    folder,
    cdktf: (...args) => workspace.run(['node_modules/.bin/cdktf', ...args], name),
    synthesized,
    terraform: (...args) => workspace.run(...terraform(args)),
    tryTerraform: (...args) => workspace.tryRun(...terraform(args)),
    set: workspace.set,
    remove: workspace.remove,
  };
};
