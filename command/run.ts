/** The command: finds the subcommand that is asked for, and runs it. */
import { bundle } from './bundle';
import { check } from './check';
import { doctor } from './doctor';
import { UsageError } from './errors';
import { fetchSpecs } from './fetch';
import { logs } from './logs';
import { preview } from './preview';
import { smoke } from './smoke';
import type { Terminal } from './terminal';

export const SUBCOMMANDS = [fetchSpecs, check, bundle, smoke, doctor, logs, preview];

export const HELP = `Looks at what statsig-edge deploys, before and after.

  statsig-edge SUBCOMMAND …

${SUBCOMMANDS.map(({ name, summary }) => `  ${name.padEnd(8)}${summary}`).join('\n')}

statsig-edge SUBCOMMAND --help says more of each.`;

/**
 * @returns the exit code.
 * @throws {CommandError}
 */
export async function run([name, ...args]: string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    terminal.print(HELP);
    return name === undefined ? 2 : 0;
  }
  const found = SUBCOMMANDS.find((subcommand) => subcommand.name === name);
  if (found === undefined) {
    const names = SUBCOMMANDS.map((subcommand) => subcommand.name).join(', ');
    throw new UsageError(
      `${name} is not a subcommand; there are ${names}. See statsig-edge --help.`,
    );
  }
  return found.run(args, terminal);
}
