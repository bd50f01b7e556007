import { Construct } from 'constructs';
import type { SettingsJson } from './settings';
import { type Condition, choose } from './terraform/condition';
import { section } from './terraform/explain';
import { hcl } from './terraform/expression';
import { KeptValue } from './terraform/kept-value';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';

export interface ToldSettingsProps {
  readonly create: Condition;
  readonly settings: SettingsJson;
}

/**
 * The settings as Terraform has them. Keys and secret are kept apart from the others, which a plan shows: one may be
 * sensitive to the caller, and whatever is made of both would be hidden with it.
 */
export class ToldSettings extends Construct {
  /** The JSON of all of them. To be used only where something is created, as the other one. */
  readonly json: string;
  /** The JSON of those that a plan shows. */
  readonly shownJson: string;

  constructor(scope: Construct, id: string, { create, settings }: ToldSettingsProps) {
    super(scope, id);
    section(this, 'settings.tf', 'Settings: what the function is told');
    const { clientKey, stickyKeys, specs, ...others } = settings;
    const { secret, ...shownSpecs } = specs;
    const shown = local(
      this,
      'settings',
      choose(
        create,
        () => hcl`${{ ...others, specs: shownSpecs }}`,
        () => undefined,
      ),
      'But for the client key, which may be sensitive, the sticky_keys and the secret.',
    );
    const whole = { clientKey, stickyKeys, specs: hcl`merge(${shown}.specs, ${{ secret }})` };
    this.json = String(
      local(
        this,
        'settings-json',
        choose(
          create,
          () => hcl`jsonencode(merge(${shown}, ${whole}))`,
          () => undefined,
        ),
      ),
    );
    this.shownJson = String(hcl`jsonencode(${shown})`);
    new Optional(
      create,
      (meta) => new KeptValue(this, 'settings-data', hcl`${shown}`, meta),
    ).because({
      '.': 'Says in a plan what changes in the settings; the function has them in its zip. Not the keys and the secret: what is sensitive would be shown as the output.',
    });
  }
}
