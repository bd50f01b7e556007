/** A decision on one viewer request: what routes and a user's own function have in common. */
import type { StatsigUser } from '@statsig/client-core';
import type { CloudFrontRequest, CloudFrontResult } from './cloudfront';
import type { Evaluations } from './evaluations';
import type { SpecsSnapshot } from './specs-snapshot';

/** What a user's own function is given. */
export interface EdgeContext {
  /** The viewer's request. Change it and return it, or return a response of your own. */
  request: CloudFrontRequest;
  /** The Statsig user it stands for. What you add (an email, say) counts in what you evaluate next. */
  user: StatsigUser;
  /** Evaluates for `user`, all from one snapshot of the specs. */
  statsig: Evaluations;
}

export type Outcome = CloudFrontRequest | CloudFrontResult;

/** A user's own function: the request to go on with, or the response to answer with. */
export type Decide = (context: EdgeContext) => Outcome | Promise<Outcome>;

export interface Decision {
  /** Under what its outcomes are counted: the route's path. */
  route: string;
  decide: (context: EdgeContext, specs: LoadedSpecs) => Outcome | Promise<Outcome>;
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
