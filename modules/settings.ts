import { settingsFields } from '../handler/src/settings';
import type { Field, Fields } from '../handler/src/settings/field';
import { type specsLocation, specsRefresh } from '../handler/src/settings/specs';
import { member } from './inputs/member';
import { plainSettings } from './inputs/plain-settings';
import type { ResolvedInputs } from './inputs/resolve';
import type { SpecsStore } from './specs-store';
import type { RouteInput, SpecsSecretInput } from './statsig-edge-inputs';
import { choose, isUnset } from './terraform/condition';
import { hcl, isExpression } from './terraform/expression';

/** Every setting by its name; each value may be one that Terraform decides. */
type Each<F extends Fields> = { readonly [Name in keyof F]: unknown };

/** `settings.json` as the handler reads it (handler/src/settings): a setting that is forgotten here does not compile. */
export interface SettingsJson extends Omit<Each<typeof settingsFields>, 'specs'> {
  readonly specs: Each<typeof specsLocation & typeof specsRefresh>;
}

export function settingsOf(inputs: ResolvedInputs, store: SpecsStore): SettingsJson {
  return {
    clientKey: inputs.statsigClientKey,
    environment: inputs.statsigEnvironment,
    specs: {
      url: store.url,
      region: store.region,
      access: inputs.bucketAccess,
      secret: secretOf(inputs),
      ...membersOf(inputs.specsRefresh, specsRefresh),
    },
    stickyKeys: inputs.stickyKeys,
    routes: withoutNulls(inputs.routes),
    ...plainSettings((name) => {
      const { type }: Field = settingsFields[name];
      return type.kind === 'object' ? membersOf(inputs[name] as object, type.fields) : inputs[name];
    }),
  };
}

function secretOf({ specsSecret }: ResolvedInputs): unknown {
  return choose(
    isUnset(specsSecret),
    () => null,
    () => member(specsSecret as SpecsSecretInput, 'value'),
  );
}

/** The routes as they were written: a plan that shows them is to be short. */
function withoutNulls(routes: ResolvedInputs['routes']): unknown {
  if (isExpression(routes)) {
    const each = hcl`[for route in ${routes} : { for name, value in route : name => value if value != null }]`;
    return hcl`${routes} == null ? null : ${each}`;
  }
  return (routes as RouteInput[] | null)?.map((route) =>
    Object.fromEntries(Object.entries(route).filter(([, value]) => value !== null)),
  );
}

function membersOf<F extends Fields>(input: object, fields: F): Each<F> {
  const names = Object.keys(fields) as (keyof F & keyof typeof input)[];
  return Object.fromEntries(names.map((name) => [name, member(input, name)])) as Each<F>;
}
