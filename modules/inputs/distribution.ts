import { isExpression } from '../terraform/expression';
import { type Inputs, matches, oneOf } from './input';
import { bool, object, text, texts } from './type';

const RESTRICTION_TYPES = ['none', 'whitelist', 'blacklist'];
const COUNTRY = /^[A-Z]{2}$/;
const LOG_BUCKET = /^[a-z0-9.-]+\.s3[a-z0-9.-]*\.amazonaws\.com$/;

interface GeoRestriction {
  readonly restrictionType?: string;
  readonly locations?: string[];
}

export const distribution = {
  create_distribution: {
    type: bool,
    description:
      'Controls if a CloudFront distribution is created. False: pass the output lambda_function_association to a distribution of your own.',
    default: true,
  },
  enabled: {
    type: bool,
    description:
      'Controls if the distribution answers viewers. False: it is there, and refuses them.',
    default: true,
  },
  comment: {
    type: text,
    description: 'Comment of the distribution, at most 128 characters. Left out: the name.',
    default: null,
    rules: [matches(/^.{1,128}$/, 'The comment must have 1 to 128 characters.')],
  },
  aliases: {
    type: texts,
    description: 'Domain names of your own for the distribution. They need certificate_arn.',
    default: [],
  },
  certificate_arn: {
    type: text,
    description:
      "ARN of the ACM certificate for the aliases, in us-east-1. Left out: CloudFront's certificate for *.cloudfront.net.",
    default: null,
    rules: [
      matches(
        /^arn:aws:acm:us-east-1:[0-9]{12}:certificate\/[A-Za-z0-9-]+$/,
        'CloudFront takes a certificate of ACM in us-east-1 only: arn:aws:acm:us-east-1:ACCOUNT:certificate/ID. Request or import it in that Region.',
      ),
    ],
  },
  minimum_protocol_version: {
    type: text,
    description:
      "Lowest TLS version and ciphers for viewers, together with certificate_arn; CloudFront's own certificate comes with TLSv1. The values of 2025 need version 6 of the AWS provider.",
    // The newest that version 5 of the AWS provider knows.
    default: 'TLSv1.2_2021',
    rules: [
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
      oneOf(
        ['TLSv1.2_2018', 'TLSv1.2_2019', 'TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025'],
        'The minimum_protocol_version must be TLSv1.2_2018, TLSv1.2_2019, TLSv1.2_2021, TLSv1.2_2025 or TLSv1.3_2025; what is older is not safe.',
      ),
    ],
  },
  web_acl_id: {
    type: text,
    description: 'ARN of an AWS WAF web ACL for CloudFront. Left out: none.',
    default: null,
    rules: [
      matches(
        /^arn:aws:wafv2:us-east-1:[0-9]{12}:global\/webacl\/.+$/,
        'The web_acl_id must be the ARN of a web ACL whose scope is CLOUDFRONT, created in us-east-1: arn:aws:wafv2:us-east-1:ACCOUNT:global/webacl/NAME/ID.',
      ),
    ],
  },
  price_class: {
    type: text,
    description:
      'Price class of the distribution, which decides on the edge locations that answer.',
    default: 'PriceClass_All',
    rules: [
      oneOf(
        ['PriceClass_All', 'PriceClass_200', 'PriceClass_100'],
        'The price_class must be PriceClass_All, PriceClass_200 or PriceClass_100.',
      ),
    ],
  },
  http_version: {
    type: text,
    description: 'Highest version of HTTP that viewers can use.',
    default: 'http2and3',
    rules: [
      oneOf(
        ['http1.1', 'http2', 'http2and3', 'http3'],
        'The http_version must be http1.1, http2, http2and3 or http3.',
      ),
    ],
  },
  is_ipv6_enabled: {
    type: bool,
    description: 'Controls if viewers can connect over IPv6.',
    default: true,
  },
  geo_restriction: {
    type: object('GeoRestrictionInput', {
      restriction_type: {
        type: text,
        description:
          'Kind of restriction: `none`, `whitelist` (only these countries) or `blacklist` (all other countries).',
        default: 'none',
      },
      locations: {
        type: texts,
        description: 'Country codes of ISO 3166-1 alpha-2, such as `CH`.',
        default: [],
      },
    }),
    description: 'Countries whose viewers are answered, or are refused.',
    default: {},
    rules: [
      {
        holds: ({ restrictionType = 'none' }: GeoRestriction) =>
          isExpression(restrictionType) || RESTRICTION_TYPES.includes(restrictionType),
        hcl: (it) =>
          `contains(${JSON.stringify(RESTRICTION_TYPES).replaceAll(',', ', ')}, ${it}.restriction_type)`,
        message: 'The restriction_type must be none, whitelist or blacklist.',
      },
      {
        holds: ({ restrictionType = 'none', locations = [] }: GeoRestriction) =>
          isExpression(restrictionType) ||
          isExpression(locations) ||
          (restrictionType === 'none') === (locations.length === 0),
        hcl: (it) => `(${it}.restriction_type == "none") == (length(${it}.locations) == 0)`,
        message:
          'A geo_restriction of whitelist or blacklist must have locations, and one of none must not.',
      },
      {
        holds: ({ locations = [] }: GeoRestriction) =>
          isExpression(locations) ||
          locations.every((country) => isExpression(country) || COUNTRY.test(country)),
        hcl: (it) =>
          `alltrue([for country in ${it}.locations : can(regex(${JSON.stringify(COUNTRY.source)}, country))])`,
        message:
          'The locations of a geo_restriction must be country codes of two capital letters, such as CH.',
      },
    ],
  },
  access_logs: {
    type: object('AccessLogsInput', {
      bucket: {
        type: text,
        description: 'Domain name of the bucket: aws_s3_bucket.….bucket_domain_name.',
      },
      prefix: { type: text, description: 'Prefix of the names of the log files.', default: '' },
      include_cookies: {
        type: bool,
        description: 'Controls if cookies are logged.',
        default: false,
      },
    }),
    description:
      "Bucket for CloudFront's access logs, which must allow ACLs. Left out: no access logs.",
    default: null,
    rules: [
      {
        holds: ({ bucket }: { bucket: string }) => isExpression(bucket) || LOG_BUCKET.test(bucket),
        hcl: (it) => `can(regex(${JSON.stringify(LOG_BUCKET.source)}, ${it}.bucket))`,
        message:
          'The bucket of the access_logs must be a domain name, my-logs.s3.amazonaws.com: the bucket_domain_name of the bucket.',
      },
    ],
  },
  default_root_object: {
    type: text,
    description:
      'Object that CloudFront asks the origin for in place of `/`, such as `index.html`. Left out: `/` itself.',
    default: null,
    rules: [
      matches(/^[^/]/, 'The default_root_object must be written without a slash: index.html.'),
    ],
  },
  wait_for_deployment: {
    type: bool,
    description: 'Controls if an apply waits until the change has reached every edge location.',
    default: true,
  },
  retain_on_delete: {
    type: bool,
    description: 'Controls if a destroy disables the distribution and leaves it in AWS.',
    default: false,
  },
} as const satisfies Inputs;
