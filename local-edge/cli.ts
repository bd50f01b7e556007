/** `npm start`. */
import { createInterface } from 'node:readline';
import { styleText } from 'node:util';
import { messageOf } from './error-message';
import type { RequestReport } from './request-report';
import { start } from './start';
import { emptyCache, startCold } from './start/commands';
import { HELP, parseFlags, StartError, UsageError } from './start/flags';
import { invocationLine, type Look, type Paint, requestLine, welcome } from './start/lines';
import { repeat } from './start/repeat';

async function main(): Promise<void> {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(HELP);
    return;
  }
  const paint: Paint = process.stdout.hasColors?.() ? styleText : (_, text) => text;
  const withRegion = Array.isArray(flags.distance) && flags.distance.length > 1;
  const look: Look = { paint, withRegion };
  let last: RequestReport | null = null;
  const again = () => (last === null ? '' : ` r + Enter: ${last.method} ${last.target} again.`);
  const started = await start(flags, {
    line: (line) => console.log(`  ${line}`),
    invocation: (report) => console.log(invocationLine(report, look)),
    request: (report) => {
      last = report;
      console.log(requestLine(report, new Date(), look));
    },
    reloaded: (ms) => console.log(`Built and started anew in ${ms.toFixed(0)} ms.${again()}`),
    notReloaded: (reason) => console.log(paint('red', reason)),
  });
  console.log(welcome(started));

  const actions: Record<string, () => Promise<string>> = {
    c: () => startCold(started.edge),
    i: async () => emptyCache(started.edge),
    r: async () =>
      last === null
        ? 'There was no request yet.'
        : repeat(last, started.edge.port).catch(messageOf),
  };
  const keys = createInterface({ input: process.stdin });
  keys.on('line', async (line) => {
    const act = actions[line.trim()];
    if (act) console.log(await act());
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
