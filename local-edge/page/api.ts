/** What the page and its server say to each other: JSON, both ways. */

/** Where the page is. */
export const PAGE_PATH = '/__edge';

/** A visitor, as somebody types one; empty texts are left out. */
export interface TypedVisitor {
  userID: string;
  stableID: string;
  country: string;
  ip: string;
  userAgent: string;
  /** A Cookie header. */
  cookie: string;
  email: string;
  /** More of the Statsig user, as JSON. */
  more: string;
}

/** What one gate, experiment, config or layer gives a visitor. */
export interface SpecValue {
  /** `gate:test_gate`: what {@link SplitRequest} takes. */
  key: string;
  /** Statsig's word: `gate`, `segment`, `experiment`, `dynamic_config`, `layer` and so on. */
  entity: string;
  name: string;
  /** True or false for a gate, else all parameters; absent where a default is given instead. */
  value?: unknown;
  /** Id of the rule; empty where a default is given instead. */
  rule: string;
  /** In words: why this value. */
  reason: string;
  /** What it looks at and a request does not tell, so that only a function of one's own can say it. */
  untold: string[];
}

export interface Values {
  /** The user that the handler makes of the visitor. */
  user: object;
  specs: SpecValue[];
}

export interface SplitRequest {
  key: string;
  visitor: TypedVisitor;
}

/** How many of the visitors fall where, the largest share first. */
export interface Split {
  visitors: number;
  shares: { label: string; rule: string; visitors: number }[];
}

export interface SendRequest {
  path: string;
  /** Empty for the first. */
  region: string;
  visitor: TypedVisitor;
}

/** All that changes while one looks at it. */
export interface State {
  specs: ServedSpecs;
  store: { requests: number; fault: string | null };
  regions: RegionState[];
  /** Newest first. */
  requests: RequestSummary[];
}

export interface ServedSpecs {
  /** Of the file, or null for what was uploaded. */
  file: string | null;
  /** Another one for other specs. */
  version: string;
  /** When they were last changed in the Statsig console, as ISO 8601; null where they cannot be used. */
  time: string | null;
  /** Why they cannot be used, or null. */
  problem: string | null;
}

export interface RegionState {
  name: string;
  /** To the bucket. */
  roundTripMs: number;
  environments: EnvironmentView[];
}

export interface EnvironmentView {
  id: number;
  state: 'starting' | 'busy' | 'frozen';
  /** Milliseconds since 1970. */
  startedAt: number;
  invocations: number;
  usedMb: number;
  /** The specs that it loaded last; null where it has not said. */
  specs: LoadedSpecs | null;
}

export interface LoadedSpecs {
  /** `S3`, or `fallback` for those in the zip. */
  origin: string;
  /** When they were last changed in the Statsig console, as ISO 8601. */
  time: string;
  /** When it last said that these are the bucket's, in milliseconds since 1970. */
  asOf: number;
}

export interface RequestSummary {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  region: string;
  method: string;
  target: string;
  status: number;
  ms: number;
  by: 'function' | 'origin' | 'cloudfront';
  /** Whether an environment started for it. */
  cold: boolean;
  /** Ids of the rules that the function broke. */
  broken: string[];
}

export interface RequestDetail extends RequestSummary {
  invocations: InvocationView[];
  /** Why the viewer got an error page. */
  reasons: string[];
  violations: {
    rule: string;
    eventType: string;
    message: string;
    page: string;
    document: string;
  }[];
}

export interface InvocationView {
  eventType: string;
  ms: number;
  /** Null where the environment was there. */
  initMs: number | null;
  usedMb: number;
  /** What the function did, a sentence each. */
  did: string[];
  /** `Records[0].cf`. */
  event: unknown;
  /** What it returned, or why nothing. */
  result: unknown;
  /** What it wrote. */
  lines: string[];
}

export type Action =
  | { do: 'cold-start' }
  | { do: 'invalidate' }
  | { do: 'fault'; fault: string }
  | { do: 'place'; region: string; roundTripMs: number }
  | { do: 'specs-of-file' }
  | { do: 'upload'; specs: string };

/** What does not change while it runs. */
export interface About {
  address: string;
  refreshSeconds: number;
  /** Where Lambda@Edge runs functions, and how far that is from the specs, in milliseconds. */
  regions: { name: string; roundTripMs: number }[];
  /** Of the store, with what the function sees of each. */
  faults: { name: string; description: string }[];
}

/** What a POST is answered with, where all went well and there is no more to say. */
export interface Done {
  /** A sentence. */
  done: string;
}

/** What is refused, with its reason. */
export interface Refused {
  error: string;
}
