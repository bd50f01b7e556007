/**
 * What the site knows of its visitors beside their ids: who is signed in, by a verified token, attributes, and what is
 * previewed. A file of its own beside the bundle (../../../lazy-files.ts), for the deployments that have either.
 */
import type { StatsigUser } from '@statsig/client-core';
import type { CloudFrontRequest } from '../../cloudfront';
import type { Log } from '../../log';
import type { IdentitySettings } from '../../settings/identity';
import { attributesOf } from './attributes';
import { claimsReader } from './token';

export { previewFinder } from './preview';

/** The fields of the user that are known of a request's visitor. */
export type ReadKnown = (request: CloudFrontRequest) => StatsigUser;

export function knownReader(
  { token, attributes }: Pick<IdentitySettings, 'token' | 'attributes'>,
  log: Log,
): ReadKnown {
  const readClaims = token && claimsReader(token, log);
  return (request) => {
    const claims = readClaims?.(request.headers) ?? null;
    const userID = token && claims?.[token.user];
    return {
      ...attributesOf(request, claims, attributes, log),
      ...((typeof userID === 'string' || typeof userID === 'number') && { userID: String(userID) }),
    };
  };
}
