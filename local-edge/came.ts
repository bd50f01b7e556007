import type { EdgeResponse } from './cloudfront';

/** What comes back to the viewer's side. */
export interface Came {
  response: EdgeResponse;
  body: Buffer;
  /** What the origin said to HEAD, null for nothing. */
  length?: string | null | undefined;
  /** The origin's, before any function changed it; null for a response that the function made. */
  originStatus: number | null;
  /** What `x-cache` says of it. Default: Miss. */
  result?: 'Hit' | 'RefreshHit' | 'Miss';
  /** Seconds for which it has been there. */
  ageS?: number;
}
