import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { SpecsStore } from './specs-store';

/** `settings.json` as the handler reads it (handler/src/settings). */
export function settingsOf(inputs: ResolvedInputs, store: SpecsStore): object {
  const { specsRefresh, identity, exposures } = inputs;
  return {
    clientKey: inputs.statsigClientKey,
    environment: inputs.statsigEnvironment,
    specs: {
      url: store.url,
      region: store.region,
      access: inputs.bucketAccess,
      refreshSeconds: member(specsRefresh, 'refreshSeconds'),
      maxStaleSeconds: member(specsRefresh, 'maxStaleSeconds'),
      timeoutMs: member(specsRefresh, 'timeoutMs'),
    },
    routes: inputs.routes,
    identity: {
      stableIdCookie: member(identity, 'stableIdCookie'),
      consentCookie: member(identity, 'consentCookie'),
      userIdCookie: member(identity, 'userIdCookie'),
      userIdHeader: member(identity, 'userIdHeader'),
      anonymousUserId: member(identity, 'anonymousUserId'),
      countryHeader: member(identity, 'countryHeader'),
    },
    exposures: {
      mode: member(exposures, 'mode'),
      maxEvents: member(exposures, 'maxEvents'),
      maxAgeSeconds: member(exposures, 'maxAgeSeconds'),
      timeoutMs: member(exposures, 'timeoutMs'),
      userFields: member(exposures, 'userFields'),
    },
  };
}
