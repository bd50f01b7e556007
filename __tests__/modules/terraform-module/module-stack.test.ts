import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import { ModuleStack } from '../../../modules/terraform-module/module-stack';

describe('ModuleStack', () => {
  it('gives no two resources of a type the same name', () => {
    const stack = new ModuleStack();
    const policy = (around: string) => {
      const scope = new Construct(new Construct(stack, around), 'reader');
      return new IamPolicy(scope, 'policy', { policy: '{}' }).fqn;
    };
    policy('one');
    expect(() => policy('other')).toThrow(
      'Two aws_iam_policy would be called reader in the Terraform module. Give module/other/reader/policy an id that tells them apart.',
    );
  });
});
