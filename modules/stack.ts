import { relative, resolve } from 'node:path';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** What the stack and the module work with; the bindings would pin the one version they were made from. */
export const REQUIRED_PROVIDERS = {
  aws: { source: 'hashicorp/aws', version: '>= 5.100.0, < 7.0.0' },
  archive: { source: 'hashicorp/archive', version: '>= 1.3.0, < 3.0.0' },
};

/** A stack of which two checkouts give the same bytes, and that says which providers it works with. */
export class Stack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // CDKTF's default is the absolute path of the same place.
    const here = resolve(App.of(this).outdir, 'stacks', id);
    new LocalBackend(this, {
      path: relative(here, resolve(`terraform.${id}.tfstate`)).replaceAll('\\', '/'),
    });
    this.addOverride('terraform.required_version', '>= 1.5.7');
    for (const [name, requirement] of Object.entries(REQUIRED_PROVIDERS)) {
      this.addOverride(`terraform.required_providers.${name}`, requirement);
    }
  }
}
