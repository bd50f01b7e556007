import type { Looked } from '../aws/look';
import { type Finding, fail, ok, warn } from '../findings';
import type { OtherDistribution } from './distribution';

/** The distribution in front of the bucket, with bucket_access = "cloudfront". */
export function judgeSpecsDistribution(
  hostname: string,
  distributions: Looked<OtherDistribution[]>,
): Finding[] {
  const check = 'specs distribution';
  if (distributions.found === null) {
    return [
      {
        check,
        ...warn(
          `cannot be looked for: ${distributions.problem}`,
          'Doctor needs cloudfront:ListDistributions. The bucket behind it is not known, and not looked at.',
        ),
      },
    ];
  }
  const found = distributions.found.find(({ domain }) => domain === hostname);
  if (found === undefined) {
    return [
      {
        check,
        ...fail(
          `${hostname} is not a distribution of this account`,
          'The function asks it for the specs. Apply again.',
        ),
      },
    ];
  }
  if (!found.isEnabled) {
    return [
      {
        check,
        ...fail(
          `${hostname} is disabled`,
          'The function asks it for the specs, in vain. Apply again.',
        ),
      },
    ];
  }
  return [
    {
      check,
      ...(found.isDeployed
        ? ok(`${hostname} is enabled and deployed`)
        : warn(`${hostname} is being deployed`, 'It takes some minutes; look again then.')),
    },
  ];
}
