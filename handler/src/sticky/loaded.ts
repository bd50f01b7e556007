import type { CloudFrontHeaders, CloudFrontRequest, CloudFrontResponse } from '../cloudfront';
import type { Outcome } from '../decision';
import type { KeptGroups } from './kept';

/** What is loaded for the deployments whose visitors keep groups. */
export interface Sticky {
  /** @param unkeptId an id that the visitor will not have again: nothing is kept by it. */
  groupsOf(headers: CloudFrontHeaders, unkeptId: string | null): KeptGroups;
  /** Hands the cookie out with an answer that is made here, and tells viewer-response of it for any other. */
  handOut(outcome: Outcome, cookie: string): Outcome;
  /** On viewer-response. */
  setOnResponse(request: CloudFrontRequest, response: CloudFrontResponse): CloudFrontResponse;
}
