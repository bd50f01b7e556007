import { isExpression } from '../terraform/expression';
import {
  allOf,
  type Check,
  either,
  hasShape,
  isOneOf,
  isWhole,
  ofAttribute,
  ofOptional,
} from './check';
import type { Rule } from './input';

interface Origin {
  readonly domainName: string;
  readonly s3?: boolean;
  readonly vpcOriginId?: string | null;
}

const BUCKET = hasShape(/\.s3\.[a-z0-9.-]*amazonaws\.com(\.cn)?$/);
const PORT = either(isOneOf([80, 443]), isWhole(1024, 65_535));
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
const SECONDS = isWhole(1, 180);

const SIGNED_FOR_A_BUCKET: Check = {
  holds: ({ domainName, s3 }: Origin) =>
    isExpression(s3) ||
    s3 !== true ||
    isExpression(domainName) ||
    BUCKET.holds?.(domainName as never) === true,
  hcl: (it) => `${it}.s3 ? ${BUCKET.hcl(`${it}.domain_name`)} : true`,
};

/** A website's endpoint (`s3-website`) is one that anybody may read; this is none. */
const SIGNED_IF_A_BUCKET: Check = {
  holds: ({ domainName, s3 }: Origin) =>
    isExpression(s3) ||
    s3 === true ||
    isExpression(domainName) ||
    BUCKET.holds?.(domainName as never) === false,
  hcl: (it) => `${it}.s3 || !${BUCKET.hcl(`${it}.domain_name`)}`,
};

const BUCKET_OR_VPC: Check = {
  holds: ({ s3, vpcOriginId }: Origin) =>
    isExpression(s3) || s3 !== true || (vpcOriginId ?? null) === null,
  hcl: (it) => `!${it}.s3 || ${it}.vpc_origin_id == null`,
};

/** What each origin has to be by itself. */
export const originRules: readonly Rule[] = [
  {
    ...ofAttribute('domain_name', hasShape(/^[A-Za-z0-9.-]+$/)),
    message:
      'The domain_name of an origin must be a domain name alone, without https:// and without a path: give the path as path.',
  },
  {
    ...SIGNED_FOR_A_BUCKET,
    message:
      "With s3 the domain_name of an origin must be the bucket's bucket_regional_domain_name, such as my-bucket.s3.eu-west-1.amazonaws.com: the endpoint of a website takes no signed requests.",
  },
  {
    ...SIGNED_IF_A_BUCKET,
    message:
      'The domain_name of an origin is that of an S3 bucket: set s3 to true, so that CloudFront signs its requests.',
  },
  {
    ...ofAttribute('path', hasShape(/^(\/.*[^/])?$/)),
    message: 'The path of an origin must begin with a slash and must not end with one.',
  },
  {
    ...ofAttribute('protocol_policy', isOneOf(['https-only', 'http-only', 'match-viewer'])),
    message: 'The protocol_policy of an origin must be https-only, http-only or match-viewer.',
  },
  {
    ...allOf(
      ofAttribute('http_port', PORT),
      ofAttribute('https_port', PORT),
      ofAttribute('origin_read_timeout', SECONDS),
      ofAttribute('origin_keepalive_timeout', SECONDS),
      ofAttribute('connection_attempts', isWhole(1, 3)),
      ofAttribute('connection_timeout', isWhole(1, 10)),
    ),
    message:
      'An origin must have 80, 443 or 1024 to 65535 as http_port and https_port, 1 to 180 seconds as origin_read_timeout and origin_keepalive_timeout (more than 120 if AWS raised your quota), 1 to 3 connection_attempts and 1 to 10 seconds as connection_timeout, each a whole number.',
  },
  {
    ...allOf(
      ofOptional('vpc_origin_id', hasShape(/^vo_[A-Za-z0-9]+$/)),
      BUCKET_OR_VPC,
      ofOptional('origin_shield_region', hasShape(/^[a-z]{2}(-[a-z]+)+-[0-9]$/)),
    ),
    message:
      'The vpc_origin_id of an origin must be the ID of a VPC origin, vo_…, which is no S3 bucket, and its origin_shield_region a Region such as eu-central-1.',
  },
];
