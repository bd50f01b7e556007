/**
 * The beta site, kept under /beta at the same origin, for those whom the gate `beta_site` lets in by their e-mail
 * address: in the Statsig console, for instance, "Email contains @example.com".
 */
import { edgeHandler } from '@statsig-edge/handler';

/** Whoever sends this header is believed, so it opens a preview and not a secret. */
const EMAIL_HEADER = 'x-user-email';

export const handler = await edgeHandler(({ request, user, statsig }) => {
  user.email = request.headers[EMAIL_HEADER]?.[0]?.value;
  const isBeta = statsig.checkGate('beta_site');
  // CloudFront caches by the path that it is given here, so the two sites never get into each other's way.
  if (isBeta && !request.uri.startsWith('/beta/')) request.uri = `/beta${request.uri}`;
  return request;
});
