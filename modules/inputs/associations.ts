/** Functions of others beside ours: Lambda@Edge on the origin's events, and either kind where ours does not run. */
import { isExpression } from '../terraform/expression';
import {
  allOf,
  type Check,
  hasLength,
  hasShape,
  isOneOf,
  isUnique,
  ofAttribute,
  ofEvery,
  ofOptional,
} from './check';
import type { Rule } from './input';
import { bool, list, object, text } from './type';

const ORIGIN_EVENTS = ['origin-request', 'origin-response'];
const VIEWER_EVENTS = ['viewer-request', 'viewer-response'];
const VERSION = hasShape(/^arn:aws:lambda:us-east-1:[0-9]{12}:function:[A-Za-z0-9_-]+:[0-9]+$/);
const CLOUDFRONT_FUNCTION = hasShape(/^arn:aws:cloudfront::[0-9]{12}:function\/[A-Za-z0-9_-]+$/);
const IS_VERSION =
  'published versions in us-east-1, arn:aws:lambda:us-east-1:ACCOUNT:function:NAME:VERSION';

export const lambdaFunctionAssociations = list(
  object('LambdaFunctionAssociationInput', {
    event_type: {
      type: text,
      description:
        'Event: `origin-request` or `origin-response`, and where this function does not run `viewer-request` or `viewer-response`.',
    },
    lambda_arn: { type: text, description: 'Qualified ARN of a published version.' },
    include_body: {
      type: bool,
      description: 'Controls if the function gets the bodies of requests.',
      default: false,
    },
  }),
);

export const functionAssociations = list(
  object('FunctionAssociationInput', {
    event_type: { type: text, description: 'Event: `viewer-request` or `viewer-response`.' },
    function_arn: { type: text, description: 'ARN of a CloudFront Function.' },
  }),
);

const versionsOn = (events: readonly string[]): Check =>
  allOf(
    isUnique('event_type'),
    ofEvery(
      allOf(ofAttribute('event_type', isOneOf(events)), ofAttribute('lambda_arn', VERSION)),
      'own',
    ),
  );

const LEAVES_VIEWER_EVENTS = ofOptional(
  'lambda_function_association',
  ofEvery(ofAttribute('event_type', isOneOf(ORIGIN_EVENTS)), 'own'),
);

const whereOursRuns = (check: Check): Check => ({
  holds: (it: { edgeFunction?: boolean }) =>
    it.edgeFunction === false ||
    isExpression(it.edgeFunction) ||
    check.holds?.(it as never) === true,
  hcl: (it) => `${it}.edge_function ? ${check.hcl(it)} : true`,
});

const whereCloudFrontFunctionsRun = (check: Check): Check => ({
  holds: (it: { functionAssociation?: readonly unknown[] }) =>
    (it.functionAssociation ?? []).length === 0 || check.holds?.(it as never) === true,
  hcl: (it) => `length(${it}.function_association) > 0 ? ${check.hcl(it)} : true`,
});

/** Of the default cache behavior, where ours always runs. */
export const lambdaRules: readonly Rule[] = [
  {
    ...versionsOn(ORIGIN_EVENTS),
    message: `The lambda_function_association must name ${IS_VERSION}, one for origin-request and one for origin-response at most: on viewer events the function of this module runs.`,
  },
];

/** Of an ordered one. */
export const associationRules: readonly Rule[] = [
  {
    ...allOf(
      ofOptional('lambda_function_association', versionsOn([...ORIGIN_EVENTS, ...VIEWER_EVENTS])),
      whereOursRuns(LEAVES_VIEWER_EVENTS),
    ),
    message: `A lambda_function_association of the ordered_cache_behaviors must name ${IS_VERSION}, one for each event_type at most: origin-request, origin-response, and with edge_function = false viewer-request and viewer-response.`,
  },
  {
    ...allOf(
      ofAttribute(
        'function_association',
        allOf(
          isUnique('event_type'),
          ofEvery(
            allOf(
              ofAttribute('event_type', isOneOf(VIEWER_EVENTS)),
              ofAttribute('function_arn', CLOUDFRONT_FUNCTION),
            ),
            'own',
          ),
        ),
      ),
      whereOursRuns(ofAttribute('function_association', hasLength(0, 0))),
      whereCloudFrontFunctionsRun(LEAVES_VIEWER_EVENTS),
    ),
    message:
      'A function_association of the ordered_cache_behaviors must name CloudFront Functions, arn:aws:cloudfront::ACCOUNT:function/NAME, for viewer-request or viewer-response. It needs edge_function = false and no Lambda on these events, because CloudFront runs one kind of function on them.',
  },
];
