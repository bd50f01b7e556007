import { isExpression } from '../terraform/expression';
import type { Inputs } from './input';
import { bool, map, object, text } from './type';

const PROTOCOL_POLICIES = ['https-only', 'http-only', 'match-viewer'];
const DOMAIN_NAME = /^[A-Za-z0-9.-]+$/;
const BUCKET_DOMAIN_NAME = /\.s3\.[a-z0-9.-]*amazonaws\.com(\.cn)?$/;
const PATH = /^(\/.*[^/])?$/;

interface Origin {
  readonly domainName: string;
  readonly s3?: boolean;
  readonly path?: string;
  readonly protocolPolicy?: string;
}

export const origin = {
  origin: {
    // An object, because whether it is given has to be known at plan, and the domain name of what is yet to be made is not.
    type: object('OriginInput', {
      domain_name: {
        type: text,
        description: "Its domain name; for S3 the bucket's bucket_regional_domain_name.",
      },
      s3: {
        type: bool,
        description:
          'Whether it is an S3 bucket that CloudFront reads with signed requests (origin access control). The output origin_bucket_policy_json says what its policy needs.',
        default: false,
      },
      path: {
        type: text,
        description: "What CloudFront puts before a request's path, such as `/production`.",
        default: '',
      },
      protocol_policy: {
        type: text,
        description:
          'How CloudFront talks to an origin other than S3: `https-only`, `http-only` or `match-viewer`.',
        default: 'https-only',
      },
      custom_headers: {
        type: map(text),
        description: 'Headers that CloudFront adds to what it asks the origin.',
        default: {},
      },
    }),
    description:
      'Where requests go that the function lets through; left out: example.com, for a function that answers every request.',
    default: null,
    rules: [
      {
        holds: ({ domainName }: Origin) => isExpression(domainName) || DOMAIN_NAME.test(domainName),
        hcl: (it) => `can(regex(${JSON.stringify(DOMAIN_NAME.source)}, ${it}.domain_name))`,
        message:
          'The domain_name of the origin is a domain name alone, without https:// and without a path, which has a place of its own.',
      },
      {
        holds: ({ domainName, s3 }: Origin) =>
          isExpression(s3) ||
          s3 !== true ||
          isExpression(domainName) ||
          BUCKET_DOMAIN_NAME.test(domainName),
        hcl: (it) =>
          `${it}.s3 ? can(regex(${JSON.stringify(BUCKET_DOMAIN_NAME.source)}, ${it}.domain_name)) : true`,
        message:
          "With s3 the domain_name of the origin is the bucket's bucket_regional_domain_name, such as my-bucket.s3.eu-west-1.amazonaws.com; the endpoint of a website cannot check who asks.",
      },
      {
        holds: ({ path = '' }: Origin) => isExpression(path) || PATH.test(path),
        hcl: (it) => `can(regex(${JSON.stringify(PATH.source)}, ${it}.path))`,
        message: 'The path of the origin begins with a slash and does not end with one.',
      },
      {
        holds: ({ protocolPolicy = 'https-only' }: Origin) =>
          isExpression(protocolPolicy) || PROTOCOL_POLICIES.includes(protocolPolicy),
        hcl: (it) =>
          `contains(${JSON.stringify(PROTOCOL_POLICIES).replaceAll(',', ', ')}, ${it}.protocol_policy)`,
        message: 'The protocol_policy of the origin is https-only, http-only or match-viewer.',
      },
    ],
  },
} as const satisfies Inputs;
