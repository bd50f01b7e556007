import { allOf, hasLength, hasShape, isOneOf, isOther, ofAttribute, ofEvery, ofKey } from './check';
import type { Inputs } from './input';
import { originRules } from './origin-rules';
import { bool, list, map, number, object, text } from './type';

/** The origin_id of the one origin that is not in a map. */
export const ORIGIN_ID = 'origin';

const IS_ID = hasShape(/^[A-Za-z0-9._-]{1,128}$/);

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
const FAILOVER_STATUS_CODES = [400, 403, 404, 416, 429, 500, 502, 503, 504];

const originType = object('OriginInput', {
  domain_name: {
    type: text,
    description: 'Domain name of the origin; for S3 the bucket_regional_domain_name of the bucket.',
  },
  s3: {
    type: bool,
    description:
      'True for an S3 bucket that CloudFront reads with signed requests (origin access control). The output origin_bucket_policies_json has the policy that the bucket needs.',
    default: false,
  },
  path: {
    type: text,
    description: 'Path that CloudFront puts before the path of a request, such as `/production`.',
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
  http_port: { type: number, description: 'Port of the origin for HTTP.', default: 80 },
  https_port: { type: number, description: 'Port of the origin for HTTPS.', default: 443 },
  origin_read_timeout: {
    type: number,
    description:
      'Number of seconds that CloudFront waits for an answer of an origin other than S3.',
    default: 30,
  },
  origin_keepalive_timeout: {
    type: number,
    description:
      'Number of seconds that CloudFront keeps an idle connection to an origin other than S3.',
    default: 5,
  },
  connection_attempts: {
    type: number,
    description: 'Number of times that CloudFront tries to connect, 1 to 3.',
    default: 3,
  },
  connection_timeout: {
    type: number,
    description: 'Number of seconds that CloudFront waits for a connection, 1 to 10.',
    default: 10,
  },
  origin_shield_region: {
    type: text,
    description:
      "Region of CloudFront's Origin Shield, a cache between the others and the origin: the one nearest to the origin. Left out: none.",
    default: null,
  },
  vpc_origin_id: {
    type: text,
    description:
      'ID of a VPC origin (`aws_cloudfront_vpc_origin.….id`), which says how its load balancer or instance is reached. Left out: an origin on the internet.',
    default: null,
  },
});

const originGroupType = object('OriginGroupInput', {
  failover_criteria: {
    type: object('FailoverCriteriaInput', {
      status_codes: {
        type: list(number),
        description:
          'Status codes of the first origin for which the second one is asked: of 400, 403, 404, 416, 429, 500, 502, 503 and 504. It is asked, too, where the first one cannot be reached.',
        default: [500, 502, 503, 504],
      },
    }),
    description: 'When the second origin is asked.',
    default: {},
  },
  member: {
    type: list(
      object('OriginGroupMemberInput', {
        origin_id: { type: text, description: 'An origin, `origin` or a key of origins.' },
      }),
    ),
    description: 'The origin that is asked first, and the one after it.',
  },
});

export const origin = {
  origin: {
    // An object, because whether it is given has to be known at plan, and the domain name of what is yet to be made is not.
    type: originType,
    description:
      'Origin of the distribution, for requests that the function does not answer itself. Its origin_id is `origin`. Left out, and no origins either: example.com, for a function that answers every request.',
    default: null,
    rules: originRules,
  },
  origins: {
    type: map(originType),
    description:
      'Further origins, by their origin_id: for target_origin_id, for cache behaviors and for origin_groups.',
    default: {},
    entries: {
      name: 'origin',
      rules: [
        ...originRules,
        {
          ...ofKey(allOf(IS_ID, isOther(ORIGIN_ID))),
          message:
            'A key of origins must have 1 to 128 letters, digits and characters of _ - . and cannot be origin, which is the input of that name.',
        },
      ],
    },
  },
  origin_groups: {
    type: map(originGroupType),
    description:
      'Pairs of origins, by an origin_id of their own: the second one answers where the first one fails, to requests by GET, HEAD and OPTIONS.',
    default: {},
    entries: {
      name: 'group',
      rules: [
        {
          ...ofKey(allOf(IS_ID, isOther(ORIGIN_ID))),
          message:
            'A key of origin_groups must have 1 to 128 letters, digits and characters of _ - . and cannot be origin, which is an origin.',
        },
        {
          ...allOf(
            ofAttribute('member', hasLength(2, 2)),
            ofAttribute(
              'failover_criteria',
              ofAttribute(
                'status_codes',
                allOf(hasLength(1, 9), ofEvery(isOneOf(FAILOVER_STATUS_CODES), 'status')),
              ),
            ),
          ),
          message: `An entry of origin_groups must have two origins as member, and as status_codes of its failover_criteria some of ${FAILOVER_STATUS_CODES.join(', ')}.`,
        },
      ],
    },
  },
} as const satisfies Inputs;
