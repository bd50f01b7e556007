import { ask } from './ask';

export interface DistributionMade {
  arn: string;
  domainName: string;
}

/**
 * The distributions that exist in the fake AWS, the oldest first.
 * @param endpoint - such as `http://127.0.0.1:5000`.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html
 */
export const distributionsMade = async (endpoint: string): Promise<DistributionMade[]> => {
  const list = await ask(endpoint, 'cloudfront', '/2020-05-31/distribution');
  const summaries = list.matchAll(/<DistributionSummary>.*?<ARN>([^<]+).*?<DomainName>([^<]+)/gs);
  return [...summaries].map(([, arn = '', domainName = '']) => ({ arn, domainName }));
};

/**
 * The statements of the policy of every bucket there is, by the bucket's name; none where it has no policy.
 * @param inventory - what exists, as `kind name`.
 */
export const bucketPoliciesMade = async (
  endpoint: string,
  inventory: readonly string[],
): Promise<Record<string, unknown[]>> => {
  const buckets = inventory.flatMap((thing) => /^bucket (.*)/.exec(thing)?.[1] ?? []);
  const policies = buckets.map(async (bucket): Promise<[string, unknown[]]> => {
    const policy = await ask(endpoint, 's3', `/${bucket}?policy`).catch((error: Error) => {
      if (error.message.includes('NoSuchBucketPolicy')) return '{"Statement":[]}';
      throw error;
    });
    return [bucket, JSON.parse(policy).Statement];
  });
  return Object.fromEntries(await Promise.all(policies));
};
