/** The function's log groups, one in each Region where it ran: their retention, and the last errors in them. */
import {
  type CloudWatchLogsClient,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Looked } from '../aws/look';
import { type Finding, ok, warn } from '../findings';
import type { LogLine } from '../logs/line';
import { ERRORS, readLines } from '../logs/read';
import { counted } from '../words';

export interface RegionLogs {
  /** Days; null where events are kept forever. */
  retention: number | null;
  /** Oldest first. */
  errors: LogLine[];
}

const SINCE_MS = 24 * 3_600_000;
/** So much of them is enough to know that there are some. */
const MAX_PAGES = 20;

/** Null where the function has not run in the Region. */
export async function readLogs(
  client: CloudWatchLogsClient,
  region: string,
  logGroupName: string,
  now: number,
): Promise<RegionLogs | null> {
  const { logGroups = [] } = await client.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
  );
  const group = logGroups.find((each) => each.logGroupName === logGroupName);
  if (group === undefined) return null;
  const asked = { logGroupName, startTime: now - SINCE_MS, filterPattern: ERRORS };
  return {
    retention: group.retentionInDays ?? null,
    errors: (await readLines(client, region, asked, MAX_PAGES)).map(({ line }) => line),
  };
}

export function judgeLogs(
  name: string,
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
      : errors.map(({ region, errors: lines }) => ({
          check: 'errors',
          ...warn(
            `${region}: ${textOf(lines.at(-1))}`,
            `${counted(lines.length, 'line')} in the last 24 hours: statsig-edge logs ${name} --since 1d --errors`,
          ),
        }))),
  ];
}

/** The handler's lines of errors say why in a field of their own. */
function textOf(line: LogLine | undefined): string {
  const { message = '', details = {} } = line ?? {};
  return details.reason === undefined ? message : `${message}: ${details.reason}`;
}
