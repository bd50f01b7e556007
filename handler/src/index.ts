/**
 * For a handler of your own:
 *
 * ```ts
 * import { edgeHandler } from '@statsig-edge/handler';
 *
 * export const handler = await edgeHandler(({ request, statsig }) => {
 *   if (statsig.checkGate('new_home')) request.uri = '/new/index.html';
 *   return request;
 * });
 * ```
 * @module
 */
import type { EdgeHandler } from './handler';
import { log, throttled } from './log';
import type { Decide } from './own-context';
import { ownDecision } from './own-decision';
import { readFiles, serve } from './serve';
import { outliveStrayErrors } from './stray-errors';

export type {
  CloudFrontEvent,
  CloudFrontHeaders,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontResult,
} from './cloudfront';
export type { EdgeHandler } from './handler';
export type { BootstrapValues, Decide, EdgeContext, Parameters, Statsig } from './own-context';
export type { Names } from './specs/names';

/**
 * A handler that decides by your function, with everything else taken care of: the specs, the visitor's id, exposures,
 * deadlines. A function that throws, takes longer than 3 seconds, or returns what CloudFront would refuse lets the
 * request pass untouched, and the log says why.
 * @throws {SettingsError} when `settings.json` beside the bundle cannot work.
 */
export function edgeHandler(decide: Decide): Promise<EdgeHandler> {
  outliveStrayErrors(throttled(log, Date.now));
  // Lambda's runtime writes every answer with it, and no request would get one from a function that puts another in its place.
  Object.freeze(JSON);
  return serve(readFiles(new URL('.', import.meta.url)), (quietLog) =>
    ownDecision(decide, quietLog),
  );
}
