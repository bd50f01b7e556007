import { describe, expect, it } from '@jest/globals';
import {
  allows,
  type Statement,
  statementsFor,
  statementsIn,
} from '../../../command/doctor/policy';

const OBJECT = 'arn:aws:s3:::bucket/statsig-config.json';

const allow = (Action: string | string[], Resource: string | string[]): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});

describe('a policy', () => {
  it.each([
    [allow('s3:GetObject', OBJECT), true],
    [allow(['s3:PutObject', 's3:Get*'], ['arn:aws:s3:::other/*', 'arn:aws:s3:::bucket/*']), true],
    [allow('*', '*'), true],
    [allow('S3:getobject', OBJECT), true],
    [allow('s3:GetObject', 'arn:aws:s3:::bucket/statsig-config.jso?'), true],
    [allow('s3:GetObject', 'arn:aws:s3:::bucket'), false],
    [allow('s3:GetObject', 'arn:aws:s3:::bucket/statsig-configxjson'), false],
    [allow('s3:GetObjectTagging', OBJECT), false],
    [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' } as Statement, false],
  ])('%j allows to read the object: %p', (statement, isAllowed) => {
    expect(allows([statement], 's3:GetObject', OBJECT)).toBe(isAllowed);
  });

  it('denies what it allows elsewhere, unless only on a condition', () => {
    const read = allow('s3:GetObject', '*');
    const deny: Statement = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
    expect(allows([read, deny], 's3:GetObject', OBJECT)).toBe(false);
    expect(allows([read, { ...deny, Condition: { Bool: {} } }], 's3:GetObject', OBJECT)).toBe(true);
  });

  it('may be percent-encoded, as IAM has it, and of one statement without a list', () => {
    const text = JSON.stringify({ Statement: allow('a', 'b') });
    for (const document of [text, encodeURIComponent(text)]) {
      expect(statementsIn(document)).toEqual([allow('a', 'b')]);
    }
    expect(statementsIn('{}')).toEqual([]);
  });

  it('is for principals', () => {
    const [one, everybody] = [{ Service: ['a.amazonaws.com', 'b.amazonaws.com'] }, { AWS: '*' }];
    const statements = [one, everybody, '*', undefined].map((Principal) => ({
      ...allow('a', 'b'),
      ...(Principal !== undefined && { Principal }),
    }));
    const principals = (name: string) =>
      statementsFor(statements, name).map(({ Principal }) => Principal);
    expect(principals('b.amazonaws.com')).toEqual([one]);
    expect(principals('*')).toEqual([everybody, '*']);
  });
});
