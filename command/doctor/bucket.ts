/** Who may read the bucket. */
import {
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Settings } from '../../handler/src/settings';
import { type Looked, orNone } from '../aws/look';
import { type Finding, fail, ok, warn } from '../findings';
import { allows, type Statement, statementsFor, statementsIn } from './policy';

export interface Bucket {
  policy: Statement[];
  /** Whether all four blocks of public access are on. */
  isBlocked: boolean;
}

export async function readBucket(client: S3Client, bucket: string): Promise<Bucket> {
  const asked = { Bucket: bucket };
  const [policy, block] = await Promise.all([
    orNone(() => client.send(new GetBucketPolicyCommand(asked)), 'NoSuchBucketPolicy'),
    orNone(
      () => client.send(new GetPublicAccessBlockCommand(asked)),
      'NoSuchPublicAccessBlockConfiguration',
    ),
  ]);
  const blocks = block?.PublicAccessBlockConfiguration;
  return {
    policy: statementsIn(policy?.Policy ?? '{}'),
    isBlocked: [
      blocks?.BlockPublicAcls,
      blocks?.BlockPublicPolicy,
      blocks?.IgnorePublicAcls,
      blocks?.RestrictPublicBuckets,
    ].every((each) => each === true),
  };
}

export function judgeBucket(
  { found, problem }: Looked<Bucket>,
  access: Settings['specs']['access'],
  objectArn: string,
): Finding[] {
  const check = 'bucket';
  if (found === null) {
    return [
      {
        check,
        ...warn(
          `cannot be looked at: ${problem}`,
          'Doctor needs s3:GetBucketPolicy and s3:GetBucketPublicAccessBlock.',
        ),
      },
    ];
  }
  const isPublic = allows(statementsFor(found.policy, '*'), 's3:GetObject', objectArn);
  if (access === 'public') {
    return [
      {
        check,
        ...(isPublic && !found.isBlocked
          ? ok('everybody may read the specs, as bucket_access = "public" says')
          : fail(
              isPublic
                ? 'its blocks of public access stand before its policy'
                : 'its policy does not let everybody read the specs',
              'The function does not sign its requests with bucket_access = "public", so S3 answers 403. Apply again, or set bucket_access to private.',
            )),
      },
    ];
  }
  const toCloudFront = statementsFor(found.policy, 'cloudfront.amazonaws.com');
  if (access === 'cloudfront' && !allows(toCloudFront, 's3:GetObject', objectArn)) {
    return [
      {
        check,
        ...fail(
          'its policy does not let CloudFront read the specs',
          'The distribution in front of it answers 403. Give it the output bucket_policy_json.',
        ),
      },
    ];
  }
  if (isPublic) {
    return [
      {
        check,
        ...fail(
          'everybody may read the specs',
          'They say whom you give what, by e-mail address perhaps. Take the statement out of the policy of the bucket.',
        ),
      },
    ];
  }
  return [
    {
      check,
      ...(found.isBlocked
        ? ok('public access is blocked')
        : warn(
            'not all four blocks of public access are on',
            'A mistake in its policy would be open to everybody: turn them on.',
          )),
    },
  ];
}
