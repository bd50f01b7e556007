/** The handler on specs at hand: everything that runs at the edge but the loading. */
import type { CloudFrontEvent, CloudFrontResult } from '../../handler/src/cloudfront';
import type { Exposure } from '../../handler/src/exposures/exposure';
import { createHandler, type EdgeHandler } from '../../handler/src/handler';
import type { Log } from '../../handler/src/log';
import type { Decide } from '../../handler/src/own-context';
import { ownDecision } from '../../handler/src/own-decision';
import { wantedBy } from '../../handler/src/routes';
import { routeDecisions } from '../../handler/src/routes/decision';
import { parseSettings } from '../../handler/src/settings';
import { SpecsSnapshot } from '../../handler/src/specs-snapshot';
import { aViewerRequest } from './cloudfront-events';

export interface HandlerOnSpecs {
  handler: EdgeHandler;
  /** Gates, configs and layers that give their default, each with the reason that the log gives. */
  givingDefaults: Record<string, string>;
  /** Exposures since the last call. */
  takeExposures: () => Exposure[];
  stop: () => void;
}

const SPECS_SETTINGS = { url: 'https://store.example/specs.json', access: 'public' };

export interface HandlerOnSpecsOptions {
  /** A user's own function, in the place of the routes. */
  decide?: Decide;
  /** For where requests are expected to go wrong; else what the handler logs of a request fails the test. */
  log?: Log;
}

/** @param settings as in `settings.json`, without `clientKey` and `specs`. */
export function handlerOnSpecs(
  text: string,
  settings: Record<string, unknown>,
  { decide, log: requestLog = failLoudly }: HandlerOnSpecsOptions = {},
): HandlerOnSpecs {
  const parsed = parseSettings({
    clientKey: 'client-of-nobody',
    specs: SPECS_SETTINGS,
    ...settings,
  });
  let givingDefaults: Record<string, string> = {};
  const log: Log = (_level, _message, details) => {
    givingDefaults = (details?.givingDefaults as Record<string, string>) ?? givingDefaults;
  };
  const wanted = decide === undefined ? wantedBy(parsed) : { keys: [], rest: true };
  const snapshot = new SpecsSnapshot(text, { settings: parsed, wanted, origin: 'S3', log });
  let exposures: Exposure[] = [];
  const failures: unknown[] = [];
  const handle = createHandler({
    settings: parsed,
    findDecision:
      decide === undefined ? routeDecisions(parsed, requestLog) : ownDecision(decide, requestLog),
    specsCache: { current: () => snapshot },
    outbox: { add: (exposure) => exposures.push(exposure), sendIfDue: async () => {} },
    metrics: null,
    log: (...line) => failures.push(line),
  });
  return {
    handler: async (event) => {
      const result = await handle(event);
      // Nothing is so unforeseen in a test.
      if (failures.length > 0) throw new Error(`The handler failed: ${JSON.stringify(failures)}`);
      return result;
    },
    givingDefaults,
    takeExposures: () => {
      const taken = exposures;
      exposures = [];
      return taken;
    },
    stop: () => snapshot.shutdown(),
  };
}

/** What a visitor's browser, and AWS WAF in front of the handler, send. */
export interface Visitor {
  userID?: string;
  stableID: string;
  userAgent?: string;
  country?: string;
  ip: string;
}

/** The settings under which {@link visit} is understood. */
export const identityOfVisitors = {
  userIdHeader: 'x-user',
  anonymousUserId: 'stableID',
  countryHeader: 'x-amzn-waf-country',
};

/** A visitor's request, as CloudFront hands it to the function. */
export function visit(uri: string, visitor: Visitor, cookieName: string): CloudFrontEvent {
  const { config, request } = aViewerRequest({
    cookie: [{ key: 'Cookie', value: `theme=dark; ${cookieName}=${visitor.stableID}` }],
    ...header('x-user', visitor.userID),
    ...header('x-amzn-waf-country', visitor.country),
  });
  const { 'user-agent': _, ...others } = request.headers;
  const headers = { ...others, ...header('user-agent', visitor.userAgent) };
  return {
    Records: [{ cf: { config, request: { ...request, clientIp: visitor.ip, uri, headers } } }],
  };
}

function header(name: string, value: string | undefined) {
  return value === undefined ? {} : { [name]: [{ key: name, value }] };
}

/** The JSON that a response of the handler's carries. */
export async function answerOf(
  handler: EdgeHandler,
  event: CloudFrontEvent,
): Promise<Record<string, unknown>> {
  const { body } = (await handler(event)) as CloudFrontResult;
  if (body === undefined)
    throw new Error('The handler let the request pass; an answer was expected');
  return JSON.parse(body);
}

/** Nothing is expected to fail where this handler is used. */
const failLoudly: Log = (level, message, details) => {
  throw new Error(`The handler logs ${level}: ${message} ${JSON.stringify(details)}`);
};
