/** What a user's own function is given, and can rely on. */
import type { StatsigUser } from '@statsig/client-core';
import type { CloudFrontRequest, CloudFrontResult } from './cloudfront';
import type { Names } from './specs/names';

export interface EdgeContext {
  /** The viewer's request. Change it and return it, or return a response of your own. */
  request: CloudFrontRequest;
  /** The Statsig user it stands for. What you add (an email, say) counts in what you evaluate next. */
  user: StatsigUser;
  /** Evaluates for `user`, all from one snapshot of the specs. */
  statsig: Statsig;
}

/** A user's own function: the request to go on with, or the response to answer with. */
export type Decide = (
  context: EdgeContext,
) => CloudFrontRequest | CloudFrontResult | Promise<CloudFrontRequest | CloudFrontResult>;

/** Evaluates for the user of a request. */
export interface Statsig {
  /** Whether a gate is on for the user, or `byDefault` (false) where it cannot be evaluated here. */
  checkGate(name: string, byDefault?: boolean): boolean;
  /** Why {@link checkGate} gives the default, or null. */
  reasonAgainstGate(name: string): string | null;
  getExperiment(name: string): Parameters;
  getDynamicConfig(name: string): Parameters;
  getLayer(name: string): Parameters;
  /**
   * What a route with the action `bootstrap` would answer for the user. Leaves no exposures: the browser does.
   * @param names What it is to have; left out: everything.
   * @throws {TypeError} for what is no list of names.
   */
  bootstrap(names?: Names): BootstrapValues;
}

/** The parameters of an experiment, dynamic config or layer. */
export interface Parameters {
  /** A parameter's value, or the fallback when it is absent, of another type, or cannot be evaluated here. */
  get<T>(parameter: string, fallback: T): T;
  /** All of them; empty when nothing could be evaluated. Leaves no exposure for a layer: `get` does. */
  readonly all: { readonly [parameter: string]: unknown };
  /** Why defaults are given, or null. */
  readonly reason: string | null;
}

/** What Statsig's browser SDK starts from, to be given to it as JSON; `has_updates` is false where there is nothing. */
export interface BootstrapValues {
  readonly has_updates: boolean;
  readonly [field: string]: unknown;
}
