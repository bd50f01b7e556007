import { isExpression } from '../terraform/expression';
import {
  allOf,
  type Check,
  hasShape,
  isOneOf,
  isUnique,
  isWhole,
  ofAttribute,
  ofOptional,
} from './check';
import type { Inputs } from './input';
import { list, number, object, text } from './type';

// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomErrorResponse.html
const ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
const YEAR = 31_536_000;

interface CustomErrorResponse {
  readonly responseCode?: number | null;
  readonly responsePagePath?: string | null;
}

const HAS_BOTH_OR_NEITHER: Check = {
  holds: ({ responseCode, responsePagePath }: CustomErrorResponse) =>
    isExpression(responseCode) ||
    isExpression(responsePagePath) ||
    ((responseCode ?? null) === null) === ((responsePagePath ?? null) === null),
  hcl: (it) => `(${it}.response_code == null) == (${it}.response_page_path == null)`,
};

export const customErrorResponse = {
  custom_error_response: {
    type: list(
      object('CustomErrorResponseInput', {
        error_code: { type: number, description: "Status of the origin's answer, such as 404." },
        response_code: {
          type: number,
          description: 'Status that viewers get instead, together with response_page_path.',
          default: null,
        },
        response_page_path: {
          type: text,
          description:
            'Path of the page that viewers get instead, such as `/index.html` for a site of a single page. CloudFront asks the origin for it.',
          default: null,
        },
        error_caching_min_ttl: {
          type: number,
          description: 'Number of seconds for which CloudFront keeps the error at least.',
          default: 10,
        },
      }),
    ),
    description: "Answers of the origin's that viewers get another page for.",
    default: [],
    entries: {
      name: 'response',
      rules: [
        {
          ...allOf(
            ofAttribute('error_code', isOneOf(ERRORS)),
            ofOptional('response_code', isOneOf([200, ...ERRORS])),
          ),
          message: `The error_code of a custom_error_response must be one of ${ERRORS.join(', ')}, and its response_code one of these or 200.`,
        },
        {
          ...allOf(HAS_BOTH_OR_NEITHER, ofOptional('response_page_path', hasShape(/^\//))),
          message:
            'A custom_error_response must have a response_code and a response_page_path, which begins with a slash, or neither.',
        },
        {
          ...ofAttribute('error_caching_min_ttl', isWhole(0, YEAR)),
          message: `The error_caching_min_ttl of a custom_error_response must be a whole number of seconds, 0 to ${YEAR}.`,
        },
      ],
    },
    rules: [
      {
        ...isUnique('error_code'),
        message: 'An error_code may stand in one custom_error_response only.',
      },
    ],
  },
} as const satisfies Inputs;
