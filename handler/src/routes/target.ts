/** Where a rewrite or redirect goes: a value from the settings or from a Statsig parameter, so it is checked. */
import type { CloudFrontRequest } from '../cloudfront';
import type { RouteFields } from './fields';
import type { Verdict } from './subject';

export class TargetError extends Error {
  override readonly name = 'TargetError';
}

/**
 * CloudFront's bound on a URI with its query string.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-uri
 */
const MAX_LENGTH = 8_191;

/** Visible ASCII, without `\\`, which browsers read as a slash, and without a fragment, which the query would land in. */
const SAFE = /^(?:(?![\\#])[!-~])*$/;

/** The target with the `*` filled in, or null for "stay". */
export function targetOf(
  { on, off }: Pick<RouteFields, 'on' | 'off'>,
  splat: string,
  { kind, value }: Verdict,
): string | null {
  const target = kind === 'gate' ? (value ? on : off) : (value ?? null);
  if (target === null) return null;
  if (typeof target !== 'string') {
    throw new TargetError(`${JSON.stringify(target)} is not a string, so it cannot be a target`);
  }
  return fillSplat(target, splat);
}

/** Puts what the path's `*` matched in the place of the target's. */
export function fillSplat(target: string, splat: string): string {
  return target.replace('*', () => splat);
}

/**
 * The URI of a rewrite: a path of this site, short enough to go on with the viewer's query string.
 * @throws {TargetError}
 */
export function rewriteUri(target: string, querystring: string): string {
  if (!target.startsWith('/') || target.startsWith('//')) {
    throw new TargetError(
      `${JSON.stringify(target)} is not a path of this site; it should start with one /`,
    );
  }
  refuseUnsafe(target);
  if (target.includes('?')) {
    throw new TargetError(
      `${JSON.stringify(target)} has a query string; a rewrite keeps the viewer's`,
    );
  }
  refuseTooLong(withQuery(target, querystring));
  return target;
}

/**
 * The address of a redirect, with the viewer's query string kept: a path of this site, or an https address on one of
 * `hosts`.
 * @throws {TargetError}
 */
export function redirectLocation(
  target: string,
  request: Pick<CloudFrontRequest, 'querystring'>,
  hosts: string[],
): string {
  refuseUnsafe(target);
  if (!target.startsWith('/') || target.startsWith('//')) checkHost(target, hosts);
  const location = withQuery(target, request.querystring);
  refuseTooLong(location);
  return location;
}

function checkHost(target: string, hosts: string[]): void {
  const url = URL.canParse(target) ? new URL(target) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw new TargetError(
      `${JSON.stringify(target)} is neither a path of this site nor an https address`,
    );
  }
  if (!hosts.includes(url.host)) {
    throw new TargetError(
      `${JSON.stringify(target)} is on ${url.host}, which the route's hosts do not allow`,
    );
  }
}

function refuseUnsafe(target: string): void {
  if (!SAFE.test(target)) {
    throw new TargetError(
      `${JSON.stringify(target.slice(0, 200))} has characters that may not stand in an address; percent-encode it`,
    );
  }
}

function refuseTooLong(address: string): void {
  if (address.length > MAX_LENGTH) {
    throw new TargetError(
      `${JSON.stringify(address.slice(0, 200))}… is longer than CloudFront takes`,
    );
  }
}

function withQuery(target: string, querystring: string): string {
  if (querystring === '') return target;
  return `${target}${target.includes('?') ? '&' : '?'}${querystring}`;
}
