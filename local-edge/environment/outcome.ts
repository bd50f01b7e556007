/** The result of an invocation: JSON as Lambda gives it to CloudFront, or why there is none. */
export type Outcome = { kind: 'result'; json: string } | Failure;

export interface Failure {
  kind: 'failed';
  reason: string;
  /** Present where Lambda stopped the function, or did not run it. */
  limit?: 'timeout' | 'throttle';
}
