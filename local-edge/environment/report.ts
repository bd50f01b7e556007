/** What Lambda says of an invocation once it has ended. */
import type { EdgeEvent } from '../cloudfront';
import type { Outcome } from './outcome';

export interface InvocationReport {
  /** Lambda's id of the invocation, `context.awsRequestId`. */
  awsRequestId: string;
  /** The id of the environment that it was in. */
  environment: number;
  /** Where the function ran. */
  region: string;
  /** What the function was given. */
  event: EdgeEvent;
  /** What came of it. */
  outcome: Outcome;
  status: 'success' | 'error' | 'timeout';
  /** What the function wrote since the invocation before, or since the environment started; the first lines of many. */
  lines: readonly string[];
  /** Milliseconds from the event's arrival in the environment to its end. */
  durationMs: number;
  /** Milliseconds that the environment took to start; null for any invocation but its first. */
  initMs: number | null;
  memoryMb: number;
  /** The most memory at the end of an invocation, in this environment so far. */
  usedMb: number;
}

/**
 * The line in the function's log. The init phase is billed.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 * @see https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/
 */
export function reportLine(report: InvocationReport): string {
  const { awsRequestId, status, durationMs, initMs, memoryMb, usedMb } = report;
  return [
    `REPORT RequestId: ${awsRequestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + (initMs ?? 0))} ms`,
    `Memory Size: ${memoryMb} MB`,
    `Max Memory Used: ${usedMb} MB`,
    ...(initMs === null ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    ...(status === 'success' ? [] : [`Status: ${status}`]),
  ].join('\t');
}
