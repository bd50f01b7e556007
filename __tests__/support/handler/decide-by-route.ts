import { expect } from '@jest/globals';
import type { Outcome } from '../../../handler/src/decision';
import { Evaluations } from '../../../handler/src/evaluations';
import type { Exposure } from '../../../handler/src/exposures/exposure';
import { wantedBy } from '../../../handler/src/routes';
import { routeDecisions } from '../../../handler/src/routes/decision';
import { checkResult } from '../../../local-edge/rules';
import { aViewerRequest } from '../cloudfront-events';
import { aSnapshot } from './a-snapshot';
import { type LogLine, logBook } from './log-book';
import { settingsFor } from './settings-for';
import type { SomeSpecs } from './specs-text';

export interface Decided {
  /** Null when no route is for the request. */
  outcome: Outcome | null;
  exposures: Exposure[];
  lines: LogLine[];
}

export interface ARequest {
  uri?: string;
  querystring?: string;
  method?: string;
  /** By their names in lower case, besides those that every request has. */
  headers?: Record<string, string>;
}

/**
 * What routes decide for one request of the user `u`, which CloudFront has to take.
 * @param specs null when there are none.
 * @param more settings beside the routes.
 */
export async function decideByRoute(
  routes: object[],
  specs: SomeSpecs | null,
  { headers = {}, ...given }: ARequest = {},
  more: object = {},
): Promise<Decided> {
  const settings = settingsFor({ routes, ...more });
  const snapshot = specs && aSnapshot(specs, wantedBy(settings));
  const { log, lines } = logBook();
  const exposures: Exposure[] = [];
  const event = aViewerRequest(
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [{ key: name, value }]]),
    ),
  );
  Object.assign(event.request, given);
  const before = structuredClone(event);

  const user = { userID: 'u', customIDs: { stableID: 's' } };
  const evaluations = new Evaluations(snapshot, user, (one) => exposures.push(one));
  const context = { request: event.request, user, statsig: evaluations };
  const decision = routeDecisions(settings, log)(event.request);
  let outcome: Outcome | null = null;
  try {
    outcome = (await decision?.decide(context, { snapshot })) ?? null;
  } catch (error) {
    outcome = decision?.orElse(error) ?? null;
  }
  if (outcome !== null) expect(checkResult('viewer-request', before, outcome)).toEqual([]);
  return { outcome, exposures, lines };
}
