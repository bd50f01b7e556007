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
      'Whether a CloudFront distribution is made. If not, pass the output lambda_function_association to one of yours.',
    default: true,
  },
  comment: {
    type: text,
    description: "The distribution's comment, at most 128 characters; left out: the name.",
    default: null,
    rules: [matches(/^.{1,128}$/, 'The comment of a distribution has 1 to 128 characters.')],
  },
  aliases: {
    type: texts,
    description: 'Domain names of yours that the distribution answers to. They need a certificate.',
    default: [],
  },
  certificate_arn: {
    type: text,
    description:
      'ACM certificate for the aliases, in us-east-1; left out: the one of *.cloudfront.net.',
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
      "What a viewer's TLS has to be at least, with a certificate of yours; with CloudFront's own it is TLSv1. Those of 2025 need version 6 of the AWS provider.",
    // The newest that version 5 of the AWS provider knows.
    default: 'TLSv1.2_2021',
    rules: [
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
      oneOf(
        ['TLSv1.2_2018', 'TLSv1.2_2019', 'TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025'],
        'The minimum_protocol_version is TLSv1.2_2018, TLSv1.2_2019, TLSv1.2_2021, TLSv1.2_2025 or TLSv1.3_2025; what is older is not safe.',
      ),
    ],
  },
  web_acl_id: {
    type: text,
    description: 'ARN of an AWS WAF web ACL for CloudFront; left out: none.',
    default: null,
    rules: [
      matches(
        /^arn:aws:wafv2:us-east-1:[0-9]{12}:global\/webacl\/.+$/,
        'The web_acl_id is the ARN of a web ACL whose scope is CLOUDFRONT, made in us-east-1: arn:aws:wafv2:us-east-1:ACCOUNT:global/webacl/NAME/ID.',
      ),
    ],
  },
  price_class: {
    type: text,
    description: 'Which edge locations answer.',
    default: 'PriceClass_All',
    rules: [
      oneOf(
        ['PriceClass_All', 'PriceClass_200', 'PriceClass_100'],
        'The price_class is PriceClass_All, PriceClass_200 or PriceClass_100.',
      ),
    ],
  },
  http_version: {
    type: text,
    description: 'The newest version of HTTP that viewers may use.',
    default: 'http2and3',
    rules: [
      oneOf(
        ['http1.1', 'http2', 'http2and3', 'http3'],
        'The http_version is http1.1, http2, http2and3 or http3.',
      ),
    ],
  },
  is_ipv6_enabled: {
    type: bool,
    description: 'Whether viewers may come by IPv6.',
    default: true,
  },
  geo_restriction: {
    type: object('GeoRestrictionInput', {
      restriction_type: {
        type: text,
        description: '`none`, `whitelist` (only these countries) or `blacklist` (all but these).',
        default: 'none',
      },
      locations: {
        type: texts,
        description: 'The countries, as in ISO 3166-1 alpha-2: `CH`.',
        default: [],
      },
    }),
    description: 'Countries that the distribution answers to, or does not.',
    default: {},
    rules: [
      {
        holds: ({ restrictionType = 'none' }: GeoRestriction) =>
          isExpression(restrictionType) || RESTRICTION_TYPES.includes(restrictionType),
        hcl: (it) =>
          `contains(${JSON.stringify(RESTRICTION_TYPES).replaceAll(',', ', ')}, ${it}.restriction_type)`,
        message: 'The restriction_type is none, whitelist or blacklist.',
      },
      {
        holds: ({ restrictionType = 'none', locations = [] }: GeoRestriction) =>
          isExpression(restrictionType) ||
          isExpression(locations) ||
          (restrictionType === 'none') === (locations.length === 0),
        hcl: (it) => `(${it}.restriction_type == "none") == (length(${it}.locations) == 0)`,
        message:
          'A geo_restriction of whitelist or blacklist needs locations, and one of none has none.',
      },
      {
        holds: ({ locations = [] }: GeoRestriction) =>
          isExpression(locations) ||
          locations.every((country) => isExpression(country) || COUNTRY.test(country)),
        hcl: (it) =>
          `alltrue([for country in ${it}.locations : can(regex(${JSON.stringify(COUNTRY.source)}, country))])`,
        message:
          'The locations of a geo_restriction are country codes of two capitals, such as CH.',
      },
    ],
  },
  access_logs: {
    type: object('AccessLogsInput', {
      bucket: {
        type: text,
        description: "The bucket's domain name: aws_s3_bucket.….bucket_domain_name.",
      },
      prefix: { type: text, description: 'What the names of the logs begin with.', default: '' },
      include_cookies: { type: bool, description: 'Whether cookies are logged.', default: false },
    }),
    description:
      'Where CloudFront writes its access logs; left out: nowhere. The bucket has to allow ACLs.',
    default: null,
    rules: [
      {
        holds: ({ bucket }: { bucket: string }) => isExpression(bucket) || LOG_BUCKET.test(bucket),
        hcl: (it) => `can(regex(${JSON.stringify(LOG_BUCKET.source)}, ${it}.bucket))`,
        message:
          'The bucket of the access_logs is a domain name, my-logs.s3.amazonaws.com: the bucket_domain_name of the bucket.',
      },
    ],
  },
  default_root_object: {
    type: text,
    description:
      'What the origin is asked for instead of `/`, such as `index.html`; left out: `/`.',
    default: null,
    rules: [matches(/^[^/]/, 'The default_root_object begins without a slash: index.html.')],
  },
  wait_for_deployment: {
    type: bool,
    description: 'Whether an apply waits until every edge location has the change.',
    default: true,
  },
  retain_on_delete: {
    type: bool,
    description: 'Whether a destroy only disables the distribution.',
    default: false,
  },
} as const satisfies Inputs;
