import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCliConfiguration } from './cli-configuration';
import { type Run, run, tryRun } from './run';
import type { Toolchain } from './toolchain';

/** A folder to run Terraform in, and an environment in which it knows the fake AWS and nothing else. */
export interface Workspace {
  /** Empty at first, and removed by `remove`. */
  folder: string;
  /** Runs a program that has to succeed, here or in a folder below, and returns what it wrote. */
  run(command: string[], below?: string): Promise<string>;
  /** Runs a program whose failure is of interest. */
  tryRun(command: string[], below?: string): Promise<Run>;
  /** Of what it runs. */
  environment: NodeJS.ProcessEnv;
  /** Gives a Terraform input variable a value from here on. */
  set(variable: string, value: string): void;
  remove(): void;
}

/** What the developer's own shell says about AWS, Terraform, CDKTF and proxies must not reach a test. */
const FOREIGN = /^(AWS_|TF_|CDKTF_|HTTPS?_PROXY$|ALL_PROXY$)/i;

const environment = (
  folder: string,
  cliConfiguration: string,
  endpoint: string,
): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name))),
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_EC2_METADATA_DISABLED: 'true',
  TF_CLI_CONFIG_FILE: cliConfiguration,
  TF_IN_AUTOMATION: 'true',
  TF_INPUT: 'false',
  CHECKPOINT_DISABLE: 'true',
  // No spinner, no colours in what a failed test prints.
  CI: 'true',
  FORCE_COLOR: '0',
  CDKTF_HOME: join(folder, 'cdktf-home'),
  // The providers are links into a mirror that is gone after the test: nothing to keep in the user's cache.
  CDKTF_DISABLE_PLUGIN_CACHE_ENV: 'true',
});

/**
 * @param endpoint - of the fake AWS.
 */
export const createWorkspace = (
  { terraform, providers }: Toolchain,
  endpoint: string,
): Workspace => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'statsig-edge-terraform-')));
  const folder = join(root, 'work');
  mkdirSync(folder);
  const env = environment(root, writeCliConfiguration(terraform, providers, root), endpoint);
  return {
    folder,
    environment: env,
    run: (command, below = '.') => run(command, { cwd: join(folder, below), env }),
    tryRun: (command, below = '.') => tryRun(command, { cwd: join(folder, below), env }),
    set: (variable, value) => {
      env[`TF_VAR_${variable}`] = value;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};
