import type { ConfigStore } from './config-store';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';

/** `settings.json` as the handler reads it (handler/src/settings). */
export function settingsOf(inputs: ResolvedInputs, store: ConfigStore): object {
  const { specs, identity, exposures } = inputs;
  return {
    clientKey: inputs.statsigClientKey,
    environment: inputs.statsigEnvironment,
    specs: {
      url: store.url,
      region: store.region,
      access: inputs.access,
      refreshSeconds: member(specs, 'refreshSeconds'),
      maxStaleSeconds: member(specs, 'maxStaleSeconds'),
      timeoutMs: member(specs, 'timeoutMs'),
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
