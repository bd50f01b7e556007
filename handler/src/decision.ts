/** A decision on one viewer request: what routes and a user's own function have in common. */
import type { CloudFrontRequest, CloudFrontResult } from './cloudfront';
import type { Evaluations } from './evaluations';
import type { EdgeContext } from './own-context';
import type { SpecsSnapshot } from './specs-snapshot';

export interface DecisionContext extends EdgeContext {
  statsig: Evaluations;
}

export type Outcome = CloudFrontRequest | CloudFrontResult;

export interface Decision {
  /** Under what its outcomes are counted: the route's path. */
  route: string;
  decide: (context: DecisionContext, specs: LoadedSpecs) => Outcome | Promise<Outcome>;
  /** The outcome when deciding failed; must not fail itself. */
  orElse: (error: unknown) => Outcome;
}

export interface LoadedSpecs {
  /** Null when nothing could be loaded yet. */
  snapshot: SpecsSnapshot | null;
}

/** The decision for a request, or null when it passes untouched. */
export type FindDecision = (request: CloudFrontRequest) => Decision | null;

export function isResponse(outcome: Outcome): outcome is CloudFrontResult {
  return 'status' in outcome;
}
