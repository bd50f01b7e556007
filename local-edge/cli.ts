/** `npm start`. */
import { createInterface } from 'node:readline';
import { start } from './start';
import { HELP, parseFlags, StartError, UsageError } from './start/flags';
import { requestLine, welcome } from './start/lines';

async function main(): Promise<void> {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(HELP);
    return;
  }
  const started = await start(flags, {
    line: (line) => console.log(`  ${line}`),
    request: (report) => console.log(requestLine(report)),
  });
  console.log(welcome(started));

  const keys = createInterface({ input: process.stdin });
  keys.on('line', async (line) => {
    if (line.trim() !== 'c') return;
    await started.edge.coldStart();
    console.log('All execution environments were discarded; the next request starts cold.');
  });
  const stop = async () => {
    keys.close();
    await started.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  // The user's mistake is one line; a bug of ours keeps its stack.
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
