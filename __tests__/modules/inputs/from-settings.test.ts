import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SettingsError } from '../../../handler/src/settings';
import { inputs } from '../../../modules/inputs';
import { checkSettings } from '../../../modules/inputs/check-settings';
import { resolveInputs } from '../../../modules/inputs/resolve';
import { camelCase } from '../../../modules/terraform/names';
import { refusedRuns } from '../../support/terraform/test-runs';

/** As TypeScript writes what Terraform's variables say. */
function inTypeScript(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTypeScript);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [camelCase(name), inTypeScript(entry)]),
  );
}

const synthWith = (name: string, value: unknown) => () =>
  checkSettings(
    resolveInputs({ statsigClientKey: 'client-abc', [camelCase(name)]: inTypeScript(value) }),
  );

const ofOneSetting = Object.entries(inputs).flatMap(([name, { rules = [], entries }]) =>
  [...rules, ...(entries?.rules ?? [])].flatMap(({ refuses }) =>
    // An empty list is right for a function of one's own, whose deployment leaves the routes out.
    refuses === undefined || JSON.stringify(refuses) === '[]' ? [] : [[name, refuses] as const],
  ),
);

/** The module's own cases, which Terraform refuses: __tests__/terraform/module-refusals.test.ts. */
const ofSeveralSettings = refusedRuns(
  readFileSync(join(__dirname, '../../../terraform/statsig-edge/tests/entries.tftest.hcl'), 'utf8'),
)
  .filter(({ tfvars }) => /^ *routes =/.test(tfvars))
  .map(
    ({ tfvars }) => [tfvars.trim(), JSON.parse(asJson(tfvars.replace('routes =', '')))] as const,
  );

function asJson(hcl: string): string {
  return hcl.replace(/(\w+) += /g, '"$1": ');
}

describe('what Terraform refuses of the settings, the handler refuses', () => {
  it.each(ofOneSetting)('%s = %j', (name, value) => {
    expect(synthWith(name, value)).toThrow(SettingsError);
  });

  it.each(ofSeveralSettings)('%s', (_, routes) => {
    expect(synthWith('routes', routes)).toThrow(SettingsError);
  });

  it('has a case of each kind', () => {
    expect(ofOneSetting.length).toBeGreaterThan(20);
    expect(ofSeveralSettings.length).toBeGreaterThan(10);
  });
});
