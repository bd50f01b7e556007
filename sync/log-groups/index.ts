/**
 * Lambda@Edge makes a log group in every Region where visitors are, and gives it neither retention nor key nor tags. Once
 * a day they get them.
 */
import { type Log, messageOf } from '../../handler/src/log';
import { arnOf, type Change, changesFor, type LogGroup, type LogGroupSettings } from './changes';
import { keyIn } from './key';

/** What the daily event says. */
export interface LogGroupsTask extends Omit<LogGroupSettings, 'kmsKeyArn'> {
  task: 'log groups';
  kmsKeyArn?: string | null;
  /** Regions whose group is Terraform's. */
  except: readonly string[];
}

export interface LogGroupsOptions {
  regions: () => Promise<string[]>;
  /** Calls CloudWatch Logs in a Region. */
  call: <T>(region: string, action: string, parameters: object) => Promise<T>;
  log: Log;
}

export function isLogGroupsTask(event: unknown): event is LogGroupsTask {
  return (event as { task?: unknown } | null)?.task === 'log groups';
}

/** Says in the log what it did; gives the number of Regions that failed, which do not stop the others. */
export async function setUpLogGroups(
  task: LogGroupsTask,
  { regions, call, log }: LogGroupsOptions,
): Promise<number> {
  const all = (await regions()).filter((region) => !task.except.includes(region));
  const results = await Promise.all(
    all.map(async (region) => {
      try {
        return { region, ...(await setUp(region, task, call)) };
      } catch (error) {
        log('error', 'A log group could not be set up', { region, reason: messageOf(error) });
        return { region, failed: true, found: false, done: [] };
      }
    }),
  );
  const failed = results.filter((result) => result.failed);
  log('info', 'Log groups set up', {
    logGroup: task.logGroupName,
    regions: all.length,
    found: results.filter(({ found }) => found).map(({ region }) => region),
    changed: Object.fromEntries(
      results.filter(({ done }) => done.length > 0).map(({ region, done }) => [region, done]),
    ),
    failed: failed.map(({ region }) => region),
  });
  return failed.length;
}

async function setUp(
  region: string,
  { logGroupName, retentionInDays, kmsKeyArn = null, tags }: LogGroupsTask,
  call: LogGroupsOptions['call'],
): Promise<{ failed: boolean; found: boolean; done: Change['action'][] }> {
  const { logGroups = [] } = await call<{ logGroups?: LogGroup[] }>(region, 'DescribeLogGroups', {
    logGroupNamePrefix: logGroupName,
  });
  const group = logGroups.find((each) => each.logGroupName === logGroupName);
  if (group === undefined) return { failed: false, found: false, done: [] };
  const isTagged = Object.keys(tags).length > 0;
  const now = isTagged
    ? await call<{ tags?: Record<string, string> }>(region, 'ListTagsForResource', {
        resourceArn: arnOf(group),
      })
    : {};
  const wanted = { logGroupName, retentionInDays, kmsKeyArn: keyIn(region, kmsKeyArn), tags };
  const changes = changesFor(group, now.tags ?? {}, wanted);
  for (const { action, parameters } of changes) await call(region, action, parameters);
  return { failed: false, found: true, done: changes.map(({ action }) => action) };
}
