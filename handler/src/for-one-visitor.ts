/**
 * Responses that are for one visitor alone. CloudFront keeps the origin's under their cache key, as the origin says;
 * caches between CloudFront and the browser know no such key, and are told with viewer-response.
 */
import type {
  CloudFrontHeaders,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontResult,
} from './cloudfront';
import { DIFFERS_HEADER } from './http-names';

/** Tells viewer-response that another visitor may get another response. */
export function markDiffering({ headers }: CloudFrontRequest): void {
  headers[DIFFERS_HEADER] = [{ key: 'X-Statsig-Differs', value: '1' }];
}

/** On viewer-response: the response, private where it was decided on for its visitor. */
export function privateIfDiffering(
  { headers }: CloudFrontRequest,
  response: CloudFrontResponse,
): CloudFrontResponse {
  return headers[DIFFERS_HEADER] === undefined
    ? response
    : { ...response, headers: forOneVisitor(response.headers) };
}

/** A year, as in the browser SDK. */
export const COOKIE_MAX_AGE_SECONDS = 31_536_000;

/** A copy: a response may be a constant of somebody's, and must not carry one visitor's cookie to the next. */
export function withCookie<R extends CloudFrontResponse | CloudFrontResult>(
  response: R,
  value: string,
): R {
  return {
    ...response,
    headers: {
      ...forOneVisitor(response.headers ?? {}),
      'set-cookie': [...(response.headers?.['set-cookie'] ?? []), { key: 'Set-Cookie', value }],
    },
  };
}

/** The headers of a response that no cache on its way may give to another visitor, whatever the origin says. */
export function forOneVisitor(headers: CloudFrontHeaders): CloudFrontHeaders {
  const said = (headers['cache-control'] ?? []).map(({ value }) => value).join();
  // So our own answers begin; taking a header apart costs more than the gate.
  if (said.startsWith('private') && !/public|s-maxage/i.test(said)) return headers;
  // A directive may have a list of names with commas, in quotes.
  const others = (said.match(/(?:"[^"]*"|[^,])+/g) ?? [])
    .map((directive) => directive.trim())
    .filter((directive) => !/^(public|private|s-maxage)\b|^$/i.test(directive));
  return {
    ...headers,
    'cache-control': [{ key: 'Cache-Control', value: ['private', ...others].join(', ') }],
  };
}
