/** The function that CloudFront calls: viewer-request decides, viewer-response hands out the cookie. */
import type {
  CloudFrontEvent,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontResult,
} from './cloudfront';
import { type Decision, type FindDecision, isResponse, type Outcome } from './decision';
import { Evaluations, type RecordExposure } from './evaluations';
import { isAudience } from './exposures/audience';
import type { Exposure } from './exposures/exposure';
import type { Outbox } from './exposures/outbox';
import { markDiffering, privateIfDiffering } from './for-one-visitor';
import { takeOffForged } from './forged-headers';
import { withIdForPage } from './identity/everywhere';
import {
  hasConsent,
  mayKeepId,
  passIdOn,
  readStableId,
  setCookieOnResponse,
  stableIdCookieName,
  withSetCookie,
} from './identity/stable-id';
import { type FindUser, userFinder } from './identity/user';
import { type Log, messageOf } from './log';
import type { Metrics } from './metrics';
import { passPreviewOn, previewFinder, withPreview } from './preview';
import type { Preview } from './previewed';
import type { Settings } from './settings';
import type { SpecsCache } from './specs-cache';
import type { SpecsSnapshot } from './specs-snapshot';
import { loadSticky } from './sticky';
import type { Sticky } from './sticky/loaded';

/** One parameter and a promise: Lambda's runtimes after Node 22 know no callbacks. Never rejects. */
export type EdgeHandler = (
  event: CloudFrontEvent,
) => Promise<CloudFrontRequest | CloudFrontResult | CloudFrontResponse>;

export interface HandlerOptions {
  settings: Pick<
    Settings,
    'clientKey' | 'identity' | 'previewKeys' | 'routes' | 'stickyExperiments' | 'stickyKeys'
  >;
  findDecision: FindDecision;
  specsCache: Pick<SpecsCache<SpecsSnapshot>, 'current'>;
  /** Null when exposures are off. */
  outbox: Pick<Outbox, 'add' | 'sendIfDue'> | null;
  /** Null when they are off. */
  metrics: Pick<Metrics, 'count' | 'countOutcome' | 'tellIfDue'> | null;
  log: Log;
}

/** A request that has taken so long sends no exposures; the next one does. */
const SEND_WITHIN_MS = 3_000;

export function createHandler(options: HandlerOptions): EdgeHandler {
  const { clientKey, identity, previewKeys, routes, stickyExperiments, stickyKeys } =
    options.settings;
  const cookieName = stableIdCookieName(clientKey);
  const takeOff = takeOffForged(routes);
  const findUser = userFinder(identity, options.log);
  const findPreview = previewFinder(previewKeys, options.log);
  const sticky = loadSticky(stickyExperiments, stickyKeys, options.log);
  const parts: Parts = { ...options, cookieName, findUser, sticky };
  return async (event) => {
    const { request, response } = event.Records[0].cf;
    try {
      if (response !== undefined) {
        const answer = privateIfDiffering(request, response);
        const withId = setCookieOnResponse(request, answer, cookieName);
        const handed = sticky?.setOnResponse(request, withId) ?? withId;
        const preview = findPreview(request);
        return preview === null ? handed : withPreview(handed, preview);
      }
      takeOff(request.headers);
      const decision = options.findDecision(request);
      if (decision === null) {
        return identity.everywhere ? withIdForPage(request, cookieName, identity) : request;
      }
      const preview = findPreview(request);
      const outcome = await onViewerRequest(request, decision, preview, parts);
      if (preview === null) return outcome;
      return isResponse(outcome) ? withPreview(outcome, preview) : passPreviewOn(outcome, preview);
    } catch (error) {
      tell(options.log, error);
      return response ?? request;
    }
  };
}

/** What is not foreseen: a user's own function may have taken away what JavaScript itself consists of, the console too. */
function tell(log: Log, error: unknown): void {
  try {
    log('error', 'The handler failed; what it was given passes', { reason: messageOf(error) });
  } catch {
    // There is nobody to tell.
  }
}

/** What every viewer request is handled with. */
interface Parts extends HandlerOptions {
  /** Of the sticky id. */
  cookieName: string;
  findUser: FindUser;
  sticky: Sticky | null;
}

async function onViewerRequest(
  request: CloudFrontRequest,
  decision: Decision,
  preview: Preview | null,
  { settings, specsCache, outbox, metrics, cookieName, findUser, sticky }: Parts,
): Promise<Outcome> {
  const startedAt = Date.now();
  const { identity } = settings;
  const stableId = readStableId(request.headers, cookieName);
  const keepsId = stableId.isNew && mayKeepId(request.headers, identity);
  const found = specsCache.current();
  const snapshot = found instanceof Promise ? await found : found;

  let outcome: Outcome;
  try {
    const user = findUser(request, stableId.value);
    const unkeptId = stableId.isNew && !keepsId ? stableId.value : null;
    const groups = sticky?.groupsOf(request.headers, unkeptId) ?? null;
    const exposures: Exposure[] = [];
    const isSeen = outbox !== null && preview === null && isAudience(request);
    const record: RecordExposure = isSeen ? (exposure) => exposures.push(exposure) : null;
    const statsig = new Evaluations(snapshot, user, record, metrics?.count, preview, groups);
    outcome = await decision.decide({ request, user, statsig }, { snapshot });
    // Where visitors get no cookie, there is no viewer-response.
    const isSeenAgain = identity.stableIdCookie || sticky !== null;
    if (isSeenAgain && statsig.wasAsked && !isResponse(outcome)) markDiffering(outcome);
    const cookie = groups?.changedCookie() ?? null;
    if (cookie !== null && hasConsent(request.headers, identity)) {
      outcome = sticky?.handOut(outcome, cookie) ?? outcome;
    }
    // Not before: what fails shows nobody anything.
    for (const exposure of exposures) outbox?.add(exposure, unkeptId);
    metrics?.countOutcome(decision.route, isResponse(outcome) ? outcome.status : 'request');
  } catch (error) {
    outcome = decision.orElse(error);
    metrics?.count('DecisionsFailed');
    metrics?.countOutcome(decision.route, 'failed');
  }

  // With what this request adds, and within Lambda@Edge's 5 seconds.
  if (outbox !== null && Date.now() - startedAt < SEND_WITHIN_MS) await outbox.sendIfDue();
  metrics?.tellIfDue();
  return keepsId ? keepId(outcome, cookieName, stableId.value) : outcome;
}

/** A response made here takes the cookie itself: CloudFront calls no viewer-response function for it. */
function keepId(outcome: Outcome, cookieName: string, id: string): Outcome {
  return isResponse(outcome)
    ? withSetCookie(outcome, cookieName, id)
    : passIdOn(outcome, cookieName, id);
}
