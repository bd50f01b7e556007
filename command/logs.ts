/** `statsig-edge logs`: what the function wrote, wherever it ran. */
import { setTimeout as later } from 'node:timers/promises';
import { messageOf } from '../handler/src/log';
import { REGIONS } from '../local-edge/store/regions';
import { durationOf } from './duration';
import { CommandError, UsageError } from './errors';
import { follow } from './logs/follow';
import { type LogLine, lineText } from './logs/line';
import { type Report, subcommand } from './subcommand';

const POLL_MS = 5_000;

export const logs = subcommand({
  name: 'logs',
  summary: "Shows the function's log of every Region, merged by time.",
  operand: 'FUNCTION',
  about: `FUNCTION is the function's name (output function_name). Lambda@Edge runs it, and logs, in the Region nearest
to the viewer. Of Lambda's own lines only those about trouble are shown.
Credentials are found as the AWS CLI finds them: AWS_PROFILE, AWS_ACCESS_KEY_ID and so on.`,
  flags: {
    since: {
      type: 'string',
      value: 'TIME',
      help: 'how far back: 30m, 2h or 7d, for instance (default: 1h)',
    },
    errors: { type: 'boolean', help: 'errors only' },
    follow: { type: 'boolean', help: 'go on with what is written from now on, until Ctrl-C' },
    'log-group': {
      type: 'string',
      value: 'NAME',
      help: 'the log group, where you named one (default: /aws/lambda/us-east-1.FUNCTION)',
    },
  },
  examples: ['logs gate-at-edge --since 1d --errors', 'logs gate-at-edge --follow'],
  failure: 'the logs cannot be read',
  run: async function* (name, flags, progress) {
    if (!/^[\w-]{1,64}$/.test(name)) {
      throw new UsageError(
        `logs: FUNCTION is ${JSON.stringify(name)}; it takes the name of a function, such as gate-at-edge.`,
      );
    }
    const since = durationOf('logs: --since', flags.since ?? '1h');
    // Not before: the SDK of AWS takes its time to load.
    const { clientsOfAccount } = await import('./aws/clients');
    const { ERRORS, readLines } = await import('./logs/read');
    const clients = clientsOfAccount();
    const asked = {
      logGroupName: flags['log-group'] ?? `/aws/lambda/us-east-1.${name}`,
      ...(flags.errors && { filterPattern: ERRORS }),
    };
    const regions = REGIONS.map(
      (region) => (startTime: number) =>
        readLines(clients.logs(region), region, { ...asked, startTime }),
    );
    const goOn = async () => flags.follow === true && later(POLL_MS, true);
    progress('the logs of every Region');
    try {
      for await (const lines of follow(regions, Date.now() - since, Date.now, goOn)) {
        if (lines.length > 0 || !flags.follow) yield reportOf(lines);
      }
    } catch (error) {
      throw new CommandError(
        `The logs cannot be read: ${messageOf(error)}. It takes logs:FilterLogEvents in every Region.`,
      );
    }
  },
});

function reportOf(lines: LogLine[]): Report {
  return {
    json: { lines },
    text: ({ paint }) =>
      lines.length === 0
        ? 'No lines. Is that the name, and was the function asked since then?'
        : lines.map((line) => lineText(line, paint)).join('\n'),
    exitCode: 0,
  };
}
