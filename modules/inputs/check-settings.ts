import type { settingsFields } from '../../handler/src/settings';
import { parsePlannedSettings } from '../../handler/src/settings/plan';
import { isExpression } from '../terraform/expression';
import { plainSettings } from './plain-settings';
import type { ResolvedInputs } from './resolve';

/**
 * Holds what is known at synth of the settings against the handler's own rules, so that a deployment does not find out
 * from its first request.
 * @throws {SettingsError}
 */
export function checkSettings(inputs: ResolvedInputs): void {
  const { bucketAccess, specsRefresh, routes } = inputs;
  const settings: Readonly<Record<keyof typeof settingsFields, unknown>> = {
    clientKey: known(inputs.statsigClientKey) ?? 'client-known-later',
    environment: known(inputs.statsigEnvironment),
    specs: {
      ...(known(specsRefresh) as object | undefined),
      access: known(bucketAccess),
      // The stack's own, and right by construction.
      url: 'https://bucket.s3.us-east-1.amazonaws.com/statsig-config.json',
      region: 'us-east-1',
    },
    stickyKeys: knownKeys(inputs),
    routes: known(routes),
    ...plainSettings((name) => known(inputs[name])),
  };
  parsePlannedSettings(settings);
}

/** Of as many keys as there are, with one that is right for each that Terraform decides. */
function knownKeys({ stickyExperiments, stickyKeys }: ResolvedInputs): unknown {
  // A precondition looks at what is known later.
  if (isExpression(stickyExperiments)) return null;
  if (isExpression(stickyKeys)) return stickyExperiments === null ? null : [A_KEY];
  return stickyKeys?.map((key) => (isExpression(key) ? A_KEY : key)) ?? null;
}

const A_KEY = 'A'.repeat(43);

/** The value without what Terraform decides. A route that has such a part is left out as a whole. */
function known(value: unknown): unknown {
  if (isExpression(value)) return undefined;
  if (Array.isArray(value)) return value.filter((entry) => !holdsExpression(entry)).map(known);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, known(entry)]));
}

function holdsExpression(value: unknown): boolean {
  if (isExpression(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}
