import type { EventEmitter } from 'node:events';
import type { Exchange } from './pipeline';
import type { EventViolation } from './run-function';

/** What came of a request. */
export interface RequestReport {
  requestId: string;
  /** Where it was served; null for a Region that is not there. */
  region: string | null;
  method: string;
  /** Path and query string, as the viewer sent them. */
  target: string;
  /** Names and values in turn, as the viewer sent them. */
  headers: readonly string[];
  status: number;
  /** Time from the request's arrival to its answer, in milliseconds. */
  ms: number;
  by: Exchange['by'];
  /** Why the viewer got an error page, as in the log group of the distribution; empty when there was no error. */
  reasons: string[];
  /** The rules that the function's result broke, where that is why. */
  violations: EventViolation[];
}

/** Tells of every request once it is answered. */
export type Requests = EventEmitter<{ answered: [RequestReport] }>;
