/** The command, with what it writes kept. */
import { run } from '../../../command/run';
import { PLAIN, type Terminal } from '../../../command/terminal';

export interface Ran {
  exitCode: number;
  output: string;
  steps: string[];
}

/** @throws {CommandError} as the command does. */
export async function runCommand(...args: string[]): Promise<Ran> {
  const lines: string[] = [];
  const steps: string[] = [];
  const terminal: Terminal = {
    screen: PLAIN,
    print: (text) => lines.push(text),
    progress: (step) => steps.push(step),
  };
  const exitCode = await run(args, terminal);
  return { exitCode, output: lines.join('\n'), steps };
}
