/** What a route does with its value: the request goes on, changed or not, or is answered here. */
import type { StatsigUser } from '@statsig/serverless-client';
import type { CloudFrontRequest, CloudFrontResult } from '../cloudfront';
import type { Route } from '../settings';
import type { MatchedRoute } from '.';
import { answer } from './respond';
import type { Verdict } from './subject';
import { fillSplat, redirectLocation, rewriteUri, TargetError } from './target';

/** What may stand in a header's value: visible ASCII and spaces, no line breaks. */
const HEADER_VALUE = /^[\x20-\x7e]{0,1783}$/;

/**
 * @throws {TargetError} when the value cannot be used for the action; the request should then pass untouched.
 */
export function act(
  matched: MatchedRoute,
  verdict: Verdict,
  user: StatsigUser,
  request: CloudFrontRequest,
): CloudFrontRequest | CloudFrontResult {
  const { route } = matched;
  switch (route.action) {
    case 'respond':
      return answer(
        verdict.kind === 'gate' ? { gateValue: verdict.value } : { value: verdict.value ?? null },
        user,
        verdict.reason,
      );
    case 'header':
      return setHeader(route, verdict.value, request);
    case 'rewrite': {
      const target = targetOf(matched, verdict);
      if (target !== null) request.uri = rewriteUri(target, request.querystring);
      return request;
    }
    case 'redirect': {
      const location = locationOf(matched, verdict, request);
      return location === null ? request : redirect(route.status, location);
    }
    default:
      return request;
  }
}

/** Where a redirect leads, or null when the viewer stays. */
export function locationOf(
  matched: MatchedRoute,
  verdict: Verdict,
  request: CloudFrontRequest,
): string | null {
  const target = targetOf(matched, verdict);
  return target === null ? null : redirectLocation(target, request, matched.route.hosts);
}

/** The target with the `*` filled in, or null for "stay". */
function targetOf({ route, splat }: MatchedRoute, verdict: Verdict): string | null {
  const target =
    verdict.kind === 'gate' ? (verdict.value ? route.on : route.off) : (verdict.value ?? null);
  if (target === null) return null;
  if (typeof target !== 'string') {
    throw new TargetError(`${JSON.stringify(target)} is not a text, so it is no target`);
  }
  return fillSplat(target, splat);
}

/** Without a value the header goes, too: the origin trusts it, so a viewer's own must not get there. */
function setHeader(route: Route, value: unknown, request: CloudFrontRequest): CloudFrontRequest {
  if (route.header === null) return request;
  delete request.headers[route.header];
  if (value !== undefined) {
    request.headers[route.header] = [{ key: route.header, value: headerValue(value) }];
  }
  return request;
}

function headerValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (!HEADER_VALUE.test(text)) {
    throw new TargetError(
      'the value has characters that may not stand in a header, or is too long',
    );
  }
  return text;
}

function redirect(status: number, location: string): CloudFrontResult {
  return {
    status: String(status),
    headers: {
      location: [{ key: 'Location', value: location }],
      // Whoever is redirected today may not be tomorrow.
      'cache-control': [{ key: 'Cache-Control', value: 'no-cache' }],
    },
  };
}
