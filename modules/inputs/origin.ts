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
        description:
          'Domain name of the origin; for S3 the bucket_regional_domain_name of the bucket.',
      },
      s3: {
        type: bool,
        description:
          'True for an S3 bucket that CloudFront reads with signed requests (origin access control). The output origin_bucket_policy_json is the policy that the bucket needs.',
        default: false,
      },
      path: {
        type: text,
        description:
          'Path that CloudFront puts before the path of a request, such as `/production`.',
        default: '',
      },
      protocol_policy: {
        type: text,
        description:
          'Protocol between CloudFront and an origin other than S3: `https-only`, `http-only` or `match-viewer`.',
        default: 'https-only',
      },
      custom_headers: {
        type: map(text),
        description: 'Headers that CloudFront adds to its requests to the origin.',
        default: {},
      },
    }),
    description:
      'Origin of the distribution, for requests that the function does not answer itself. Left out: example.com, for a function that answers every request.',
    default: null,
    rules: [
      {
        holds: ({ domainName }: Origin) => isExpression(domainName) || DOMAIN_NAME.test(domainName),
        hcl: (it) => `can(regex(${JSON.stringify(DOMAIN_NAME.source)}, ${it}.domain_name))`,
        message:
          'The domain_name of the origin must be a domain name alone, without https:// and without a path: give the path as path.',
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
          "With s3 the domain_name of the origin must be the bucket's bucket_regional_domain_name, such as my-bucket.s3.eu-west-1.amazonaws.com: the endpoint of a website takes no signed requests.",
      },
      {
        holds: ({ path = '' }: Origin) => isExpression(path) || PATH.test(path),
        hcl: (it) => `can(regex(${JSON.stringify(PATH.source)}, ${it}.path))`,
        message: 'The path of the origin must begin with a slash and must not end with one.',
      },
      {
        holds: ({ protocolPolicy = 'https-only' }: Origin) =>
          isExpression(protocolPolicy) || PROTOCOL_POLICIES.includes(protocolPolicy),
        hcl: (it) =>
          `contains(${JSON.stringify(PROTOCOL_POLICIES).replaceAll(',', ', ')}, ${it}.protocol_policy)`,
        message: 'The protocol_policy of the origin must be https-only, http-only or match-viewer.',
      },
    ],
  },
} as const satisfies Inputs;
