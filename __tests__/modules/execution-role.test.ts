import { describe, expect, it } from '@jest/globals';
import { plain, policyWith, withVariables } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

const ROLE = 'arn:aws:iam::123456789012:role/edge';
const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';
const MORE = { Sid: 'More', Effect: 'Allow', Action: 'sns:Publish', Resource: '*' } as const;
/** A policy may have one statement alone, without a list around it. */
const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: MORE });
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1234';

describe('the role of the function', () => {
  it('may be assumed by Lambda and its replicator only', () => {
    expect(policyWith(plain(), 'sts:AssumeRole')).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
      },
    ]);
  });

  it('may write its own logs in any Region, and read one object', () => {
    const [logs, groups, specs, ...others] = policyWith(
      plain({ bucketAccess: 'private' }),
      'logs:PutLogEvents',
    );
    const own = expect.stringMatching(
      /^arn:aws:logs:\*:\$\{.*\}:log-group:\/aws\/lambda\/us-east-1\.statsig-edge:\*$/,
    );
    expect(logs?.Resource).toEqual(own);
    expect(groups).toMatchObject({ Action: 'logs:CreateLogGroup', Resource: own });
    expect(specs).toMatchObject({
      Action: 's3:GetObject',
      Resource: expect.stringMatching(/\.arn\}\/statsig-config\.json$/),
    });
    expect(others).toEqual([]);
  });

  it('has a name of its own, stands under a path, within a boundary, and may do more', () => {
    const built = plain({
      roleName: 'service-edge',
      rolePath: '/services/',
      rolePermissionsBoundary: BOUNDARY,
      policyJson: POLICY,
    });
    expect(only(built.resource, 'aws_iam_role')).toMatchObject({
      name: 'service-edge',
      path: '/services/',
      permissions_boundary: BOUNDARY,
    });
    expect(policyWith(built, 'logs:PutLogEvents')).toContainEqual(MORE);
  });

  it('may decrypt the specs where a key encrypts them', () => {
    expect(
      policyWith(plain({ bucketAccess: 'private', kmsKey: { arn: KEY } }), 'kms:Decrypt'),
    ).toContainEqual({
      Sid: 'DecryptSpecs',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: KEY,
    });
  });

  it('has no use for the key where a distribution reads the specs', () => {
    const built = plain({ kmsKey: { arn: KEY }, bucketAccess: 'cloudfront' });
    const actions = policyWith(built, 'logs:PutLogEvents').flatMap(({ Action }) => Action);
    expect(actions).not.toContain('kms:Decrypt');
  });

  it('makes no log groups where it shall not', () => {
    const built = plain({ bucketAccess: 'private', createLogGroups: false });
    const actions = policyWith(built, 'logs:PutLogEvents').flatMap(({ Action }) => Action);
    expect(actions).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject']);
  });

  it('is left out where there is one, and the output says what that one needs', () => {
    const { resource, output } = plain({ existingRole: { arn: ROLE } });
    expect(only(resource, 'aws_lambda_function').role).toBe(ROLE);
    expect(resource).not.toHaveProperty('aws_iam_role');
    expect(resource).not.toHaveProperty('aws_iam_role_policy');
    expect(output.role_policy_json?.value).toMatch(/^\$\{local\.\S*role-policy_\w+\}$/);
  });

  it('takes no policy and no boundary for a role that is there', () => {
    const existingRole = { arn: ROLE };
    expect(() => plain({ existingRole, policyJson: POLICY })).toThrow('existing_role');
    expect(() => plain({ existingRole, rolePermissionsBoundary: BOUNDARY })).toThrow(
      'existing_role',
    );
  });

  it('has Terraform decide on all that with variables', () => {
    const { resource, locals } = withVariables();
    const [name] = Object.keys(resource.aws_iam_role ?? {});
    expect(only(resource, 'aws_lambda_function')).toMatchObject({
      role: `\${var.existing_role == null ? aws_iam_role.${name}[0].arn : var.existing_role.arn}`,
      lifecycle: {
        precondition: expect.arrayContaining([
          expect.objectContaining({
            condition:
              '${var.existing_role == null || var.policy_json == null && var.role_permissions_boundary == null}',
          }),
        ]),
      },
    });
    expect(only(resource, 'aws_iam_role')).toMatchObject({
      name: '${coalesce(var.role_name, var.name)}',
      path: '${var.role_path}',
      permissions_boundary: '${var.role_permissions_boundary}',
    });
    const [policy] = Object.values(locals).filter((text) => String(text).includes('WriteLogs'));
    const decided = [...String(policy).matchAll(/^(.*) \? \[\{\nSid = "(\w+)"/gm)];
    expect(decided.map(([, condition, sid]) => [sid, condition])).toEqual([
      ['CreateLogGroups', 'var.create_log_groups'],
      ['ReadSpecs', 'var.bucket_access == "private"'],
      ['DecryptSpecs', 'var.bucket_access == "private" && var.kms_key != null'],
    ]);
    expect(policy).toContain('flatten([try(jsondecode(var.policy_json).Statement, [])])');
  });
});
