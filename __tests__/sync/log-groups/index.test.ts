import { describe, expect, it } from '@jest/globals';
import { type LogGroupsTask, setUpLogGroups } from '../../../sync/log-groups';
import type { LogGroup } from '../../../sync/log-groups/changes';
import { logBook } from '../../support/handler/log-book';

const NAME = '/aws/lambda/us-east-1.gates';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/mrk-1234';

const task = (more: Partial<LogGroupsTask> = {}): LogGroupsTask => ({
  task: 'log groups',
  logGroupName: NAME,
  retentionInDays: 30,
  kmsKeyArn: null,
  tags: {},
  except: ['us-east-1'],
  ...more,
});

const group = (region: string, more: Partial<LogGroup> = {}): LogGroup => ({
  logGroupName: NAME,
  arn: `arn:aws:logs:${region}:123456789012:log-group:${NAME}:*`,
  ...more,
});

/** CloudWatch Logs in these Regions, and what it was told to change. */
async function setUp(
  groups: Record<string, LogGroup[] | Error>,
  asked: LogGroupsTask,
  tags: Record<string, string> = {},
) {
  const { log, lines } = logBook();
  const changes: unknown[] = [];
  const call = async (region: string, action: string, parameters: object): Promise<never> => {
    const there = groups[region] ?? [];
    if (there instanceof Error) throw there;
    if (action === 'DescribeLogGroups') return { logGroups: there } as never;
    if (action === 'ListTagsForResource') return { tags } as never;
    changes.push([region, action, parameters]);
    return {} as never;
  };
  const regions = async () => Object.keys(groups);
  const failures = await setUpLogGroups(asked, { regions, call, log });
  return { failures, changes, lines };
}

describe('the log groups of all Regions', () => {
  it('get a retention where they have none, and those alone that are of that name', async () => {
    const other = { ...group('eu-west-1'), logGroupName: `${NAME}-of-others` };
    const { changes, lines } = await setUp(
      {
        'us-east-1': [group('us-east-1')],
        'eu-west-1': [other, group('eu-west-1')],
        'sa-east-1': [],
      },
      task(),
    );
    expect(changes).toEqual([
      ['eu-west-1', 'PutRetentionPolicy', { logGroupName: NAME, retentionInDays: 30 }],
    ]);
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'Log groups set up',
        details: {
          logGroup: NAME,
          regions: 2,
          found: ['eu-west-1'],
          changed: { 'eu-west-1': ['PutRetentionPolicy'] },
          failed: [],
        },
      },
    ]);
  });

  it('are left alone where they are as they should be', async () => {
    const sound = group('eu-west-1', { retentionInDays: 30 });
    const asked = task({ tags: { team: 'web' } });
    const { changes } = await setUp({ 'eu-west-1': [sound] }, asked, { team: 'web', other: 'x' });
    expect(changes).toEqual([]);
  });

  it('keep their events forever where they shall', async () => {
    const asked = task({ retentionInDays: 0 });
    const limited = group('eu-west-1', { retentionInDays: 30 });
    const { changes } = await setUp(
      { 'eu-west-1': [limited], 'eu-west-2': [group('eu-west-2')] },
      asked,
    );
    expect(changes).toEqual([['eu-west-1', 'DeleteRetentionPolicy', { logGroupName: NAME }]]);
  });

  it('get the tags that they lack', async () => {
    const asked = task({ tags: { team: 'web', stage: 'live' } });
    const sound = group('eu-west-1', { retentionInDays: 30 });
    const { changes } = await setUp({ 'eu-west-1': [sound] }, asked, { team: 'web' });
    const resourceArn = `arn:aws:logs:eu-west-1:123456789012:log-group:${NAME}`;
    expect(changes).toEqual([
      ['eu-west-1', 'TagResource', { resourceArn, tags: { stage: 'live' } }],
    ]);
  });

  it('get the replica of a key that may be in their Region, and no other', async () => {
    const sound = { retentionInDays: 30 };
    const groups = { 'eu-west-1': [group('eu-west-1', sound)] };
    const kmsKeyId = KEY.replace('us-east-1', 'eu-west-1');
    expect((await setUp(groups, task({ kmsKeyArn: KEY }))).changes).toEqual([
      ['eu-west-1', 'AssociateKmsKey', { logGroupName: NAME, kmsKeyId }],
    ]);
    const single = KEY.replace('mrk-', '');
    expect((await setUp(groups, task({ kmsKeyArn: single }))).changes).toEqual([]);
    const encrypted = { 'eu-west-1': [group('eu-west-1', { ...sound, kmsKeyId })] };
    expect((await setUp(encrypted, task({ kmsKeyArn: KEY }))).changes).toEqual([]);
  });

  it('are set up where they can, whatever fails elsewhere', async () => {
    const { failures, changes, lines } = await setUp(
      { 'ap-east-1': new Error('AccessDenied'), 'eu-west-1': [group('eu-west-1')] },
      task(),
    );
    expect(failures).toBe(1);
    expect(changes).toHaveLength(1);
    expect(lines[0]).toEqual({
      level: 'error',
      message: 'A log group could not be set up',
      details: { region: 'ap-east-1', reason: 'AccessDenied' },
    });
    expect(lines[1]?.details).toMatchObject({ failed: ['ap-east-1'] });
  });
});
