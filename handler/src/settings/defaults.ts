/** What settings are when nothing is said, and how far numbers may go. Whoever offers these settings takes both from here. */

export interface Range {
  min: number;
  max: number;
  default: number;
}

export const specsRanges = {
  refreshSeconds: { min: 1, max: 86_400, default: 60 },
  maxStaleSeconds: { min: 0, max: 604_800, default: 600 },
  // A cold request may wait for two loads, one in the init phase: both together stay under two seconds.
  timeoutMs: { min: 50, max: 1_500, default: 800 },
} satisfies Record<string, Range>;

export const exposureRanges = {
  maxEvents: { min: 1, max: 500, default: 50 },
  maxAgeSeconds: { min: 0, max: 3_600, default: 10 },
  timeoutMs: { min: 10, max: 1_000, default: 300 },
} satisfies Record<string, Range>;

export const defaults = {
  access: 'private',
  stableIdCookie: true,
  anonymousUserId: 'stableID',
  exposuresMode: 'off',
  // Statsig tells bots by their user agent.
  userFields: ['userID', 'customIDs', 'userAgent'],
  routePath: '/*',
  routeMethods: ['GET', 'HEAD'],
  routeAssets: true,
  redirectStatus: 302,
} as const;
