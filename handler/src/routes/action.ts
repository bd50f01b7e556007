/** What every action of a route says of itself. Each is one file in actions/; actions/index.ts is the table of them. */
import type { CloudFrontRequest } from '../cloudfront';
import type { DecisionContext, LoadedSpecs, Outcome } from '../decision';
import type { Log } from '../log';
import type { Names } from '../specs/names';
import type { RouteFields } from './fields';
import type { PathMatch } from './path-pattern';

/** @typeParam Own fields of a route that are always there with this action. */
export type Action<Own = unknown> = ActionRules<Own> & (Decider<Own> | Passes);

/** What goes with an action in the settings, and in Terraform. */
export interface ActionRules<Own = unknown> {
  /** What the route names: any one of gate, experiment, config and layer; a gate; or nothing, for `all` specs or none. */
  readonly subject: 'any' | 'gate' | 'all' | 'none';
  /** Whether a route by experiment, config or layer names a parameter. */
  readonly parameter: 'required' | 'optional' | 'none';
  /** Whether requests go on to an origin, so that the distribution needs one. */
  readonly needsOrigin: boolean;
  /** Fields that mean something to few actions: given with another one they are refused. */
  readonly fields: readonly ActionField[];
  /** Of those, the ones that one has to be given of: `on` and `off` by a gate, `header` always. */
  readonly required: readonly ActionField[];
  /** What `on`, `off` and a parameter's value are: the path of a rewrite, or the address of a redirect. */
  readonly target: 'path' | 'address' | null;
  /** Methods of a route that names none. */
  readonly methods: readonly string[];
  /** Only carries the type. */
  readonly own?: Own;
}

/** What an action does. */
export interface Decider<Own = unknown> {
  /** @throws {TargetError} or any other error, after which {@link orElse} answers. */
  decide(matched: MatchedRoute<Own>, context: ActionContext): Outcome;
  /** Where it redirects a viewer who asks for `request.uri`, or null; leaves no exposure. Absent: it never redirects. */
  location?(matched: MatchedRoute<Own>, context: LocationContext): string | null;
  /** The outcome when deciding failed, for this reason; must not fail itself. */
  orElse(reason: string, matched: MatchedRoute<Own>, request: CloudFrontRequest): Outcome;
}

/** The request passes as if no route were for it: without a user, a cookie or an exposure. */
export interface Passes {
  readonly decide: null;
}

/** What people read of an action; apart from it, so that it is not bundled. */
export interface ActionDoc {
  /** What becomes of the request, in a few words that follow the action's name. */
  readonly description: string;
  /** A route that works, but for its action. */
  readonly example: Partial<RouteFields>;
}

export type ActionField = 'header' | 'on' | 'off' | 'status' | 'hosts' | keyof Names;

/** A route whose path and method are those of a request. */
export interface MatchedRoute<Own = unknown> extends PathMatch {
  readonly route: RouteFields & Own;
  readonly action: Decider<Own>;
}

/** The route for a request, or null when it passes untouched. */
export type FindRoute = (request: Pick<CloudFrontRequest, 'method' | 'uri'>) => MatchedRoute | null;

export type LocationContext = Pick<DecisionContext, 'request' | 'statsig'>;

export interface ActionContext extends DecisionContext, LoadedSpecs {
  readonly findRoute: FindRoute;
  readonly log: Log;
}
