/** The services of AWS that are asked. Credentials and endpoints are found as the AWS CLI finds them. */
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';

export interface Clients {
  cloudfront: CloudFrontClient;
  lambda: LambdaClient;
  iam: IAMClient;
  s3: S3Client;
  logs: (region: string) => CloudWatchLogsClient;
}

/** Where functions of Lambda@Edge are, and where the services that have no Region answer. */
const HOME = { region: 'us-east-1' };

export function clientsOfAccount(): Clients {
  // It is about later versions of the SDK than the one that is installed, and would stand in the midst of the findings.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  return {
    cloudfront: new CloudFrontClient(HOME),
    lambda: new LambdaClient(HOME),
    iam: new IAMClient(HOME),
    // The bucket may be anywhere.
    s3: new S3Client({ ...HOME, followRegionRedirects: true }),
    logs: (region) => new CloudWatchLogsClient({ region }),
  };
}
