/** The command on the streams of this process. */
import { CommandError } from './errors';
import { run } from './run';
import { terminalOf } from './terminal';

async function main(): Promise<void> {
  const terminal = terminalOf(process.stdout, process.stderr);
  try {
    process.exitCode = await run(process.argv.slice(2), terminal);
  } catch (error) {
    terminal.progress('');
    // The user's mistake is one line; a bug of ours keeps its stack.
    console.error(error instanceof CommandError ? error.message : error);
    process.exitCode = error instanceof CommandError ? error.exitCode : 1;
  }
}

void main();
