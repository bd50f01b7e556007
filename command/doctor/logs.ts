/** The function's log groups, one in each Region where it ran: their retention, and the last errors in them. */
import {
  type CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { type Finding, ok, warn } from '../findings';
import type { Looked } from './look';

export interface RegionLogs {
  /** Days; null where events are kept forever. */
  retention: number | null;
  /** Messages of errors, the newest last. */
  errors: string[];
}

const SINCE_MS = 24 * 3_600_000;
/** CloudWatch may look through a part of the events at a time, and find none in it. */
const MAX_PAGES = 20;
/** As Lambda marks a line of console.error, and what it says when it ends a function itself. */
const ERRORS = '?ERROR ?"Task timed out"';

/** Null where the function has not run in the Region. */
export async function readLogs(
  client: CloudWatchLogsClient,
  logGroupName: string,
  now: number,
): Promise<RegionLogs | null> {
  const { logGroups = [] } = await client.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
  );
  const group = logGroups.find((each) => each.logGroupName === logGroupName);
  if (group === undefined) return null;
  return {
    retention: group.retentionInDays ?? null,
    errors: await readErrors(client, logGroupName, now),
  };
}

async function readErrors(
  client: CloudWatchLogsClient,
  logGroupName: string,
  now: number,
): Promise<string[]> {
  const asked = { logGroupName, startTime: now - SINCE_MS, filterPattern: ERRORS };
  const errors: string[] = [];
  let pages = 0;
  for await (const { events = [] } of paginateFilterLogEvents({ client }, asked)) {
    errors.push(...events.map(({ message = '' }) => messageIn(message)));
    pages += 1;
    if (pages === MAX_PAGES) break;
  }
  return errors;
}

/** Our lines are JSON, which Lambda puts its time, request and level before. */
function messageIn(line: string): string {
  try {
    const { message, reason } = JSON.parse(line.slice(Math.max(0, line.indexOf('{'))));
    return reason === undefined ? String(message) : `${message}: ${reason}`;
  } catch {
    return line.trim();
  }
}

export function judgeLogs(
  logGroup: string,
  regions: { region: string; logs: Looked<RegionLogs | null> }[],
): Finding[] {
  const there = regions.flatMap(({ region, logs }) =>
    logs.found ? [{ region, ...logs.found }] : [],
  );
  const unread = regions.filter(({ logs }) => logs.problem !== null);
  const forever = there.filter(({ retention }) => retention === null).map(({ region }) => region);
  const errors = there.filter((each) => each.errors.length > 0);
  const [first] = forever;
  return [
    {
      check: 'log groups',
      ...(first === undefined
        ? ok(
            there.length === 0
              ? 'none yet: the function has not run'
              : `${there.map(({ region }) => region).join(', ')}, each with a retention`,
          )
        : warn(
            `no retention in ${forever.join(', ')}`,
            `They keep every line forever, and cost more each month: aws logs put-retention-policy --region ${first} --log-group-name ${logGroup} --retention-in-days 30`,
          )),
    },
    ...(unread.length === 0
      ? []
      : [
          {
            check: 'log groups',
            ...warn(
              `cannot be read in ${unread.map(({ region }) => region).join(', ')}: ${unread[0]?.logs.problem}`,
              'Doctor needs logs:DescribeLogGroups and logs:FilterLogEvents.',
            ),
          },
        ]),
    ...(errors.length === 0
      ? [{ check: 'errors', ...ok('none in the last 24 hours') }]
      : errors.map(({ region, errors: messages }) => ({
          check: 'errors',
          ...warn(
            `${region}: ${messages.at(-1)}`,
            `${messages.length === 1 ? 'One line' : `${messages.length} lines`} in the last 24 hours: aws logs tail ${logGroup} --region ${region} --since 1d`,
          ),
        }))),
  ];
}
