import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { hoistDynamicBlocks } from './block';

/** A policy some of whose statements Terraform decides on. */
export class PolicyDocument extends DataAwsIamPolicyDocument {
  protected override synthesizeAttributes(): Record<string, unknown> {
    return hoistDynamicBlocks(super.synthesizeAttributes());
  }
}
