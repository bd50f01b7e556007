import { isSet } from '../terraform/condition';
import { isExpression } from '../terraform/expression';
import { allOf, type Check, hasShape, isWhole, ofAttribute, ofOptional } from './check';
import type { Inputs } from './input';
import { number, object, text } from './type';

interface RollOut {
  readonly singleHeaderConfig?: object | null;
  readonly singleWeightConfig?: object | null;
}

const IS_EITHER: Check = {
  holds: ({ singleHeaderConfig: header, singleWeightConfig: weight }: RollOut) =>
    [header, weight].some(isExpression) || isSet(header) !== isSet(weight),
  hcl: (it) => `(${it}.single_header_config == null) != (${it}.single_weight_config == null)`,
};

const IS_WEIGHT: Check = {
  holds: (weight: number) => weight > 0 && weight <= 0.15,
  hcl: (it) => `${it} > 0 && ${it} <= 0.15`,
};

interface Stickiness {
  readonly idleTtl: number;
  readonly maximumTtl: number;
}

const TTLS_ARE_IN_ORDER: Check = {
  holds: ({ idleTtl, maximumTtl }: Stickiness) =>
    [idleTtl, maximumTtl].some(isExpression) || idleTtl <= maximumTtl,
  hcl: (it) => `${it}.idle_ttl <= ${it}.maximum_ttl`,
};

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment-quotas-considerations.html
const IS_STICKINESS = allOf(
  ofAttribute('idle_ttl', isWhole(300, 3_600)),
  ofAttribute('maximum_ttl', isWhole(300, 3_600)),
  TTLS_ARE_IN_ORDER,
);

export const rollOut = {
  roll_out: {
    type: object('RollOutInput', {
      live_version: {
        type: text,
        description:
          'Number of the version of the function that all other requests go on to be answered by. Left out: the newest answers everybody, and the staging distribution waits for the next roll-out.',
        default: null,
      },
      single_header_config: {
        type: object('SingleHeaderConfigInput', {
          header: {
            type: text,
            description: 'Name of the header, which begins with `aws-cf-cd-`.',
          },
          value: { type: text, description: 'Its value.' },
        }),
        description: 'Request header by which a request goes to the staging distribution.',
        default: null,
      },
      single_weight_config: {
        type: object('SingleWeightConfigInput', {
          weight: {
            type: number,
            description: 'Share of the requests that go there, at most 0.15.',
          },
          session_stickiness_config: {
            type: object('SessionStickinessConfigInput', {
              idle_ttl: {
                type: number,
                description: 'Number of seconds without a request after which a session is over.',
              },
              maximum_ttl: {
                type: number,
                description: 'Number of seconds that it lasts at most.',
              },
            }),
            description:
              'How long a visitor stays where the first request went, by a cookie of CloudFront. Left out: each request goes its own way.',
            default: null,
          },
        }),
        description: 'Share of the requests that go to the staging distribution.',
        default: null,
      },
    }),
    description:
      'Tries a new version of the function on some requests, by continuous deployment of CloudFront: a staging distribution has the newest version, and the distribution stays on live_version. It cannot be given before there is a distribution, nor be simply removed: see docs/roll-out.md. Left out: a new version answers everybody at once.',
    default: null,
    rules: [
      {
        ...IS_EITHER,
        message:
          'The roll_out must say by what requests go to the staging distribution: either single_header_config or single_weight_config.',
      },
      {
        ...ofOptional('live_version', hasShape(/^[0-9]+$/)),
        message:
          'The live_version of the roll_out must be the number of a published version, such as 7: the output function_version before the change.',
      },
      {
        ...ofOptional('single_header_config', ofAttribute('header', hasShape(/^aws-cf-cd-.+$/))),
        message:
          'CloudFront takes only headers that begin with aws-cf-cd- as the header of single_header_config.',
      },
      {
        ...ofOptional(
          'single_weight_config',
          allOf(
            ofAttribute('weight', IS_WEIGHT),
            ofOptional('session_stickiness_config', IS_STICKINESS),
          ),
        ),
        message:
          'The weight of single_weight_config must be more than 0 and at most 0.15, which is all that CloudFront gives a staging distribution; idle_ttl and maximum_ttl 300 to 3600 seconds, the first no more than the second.',
      },
    ],
  },
} as const satisfies Inputs;
