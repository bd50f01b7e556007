import { rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { App, type IStackSynthesizer, LocalBackend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { nativeSyntax } from './hcl/native-syntax';

/** The oldest Terraform that the stack and the module work with. */
export const REQUIRED_VERSION = '>= 1.5.7';

/** And the providers; the bindings would pin the one version they were made from. */
export const REQUIRED_PROVIDERS = {
  aws: { source: 'hashicorp/aws', version: '>= 5.100.0, < 7.0.0' },
  archive: { source: 'hashicorp/archive', version: '>= 1.3.0, < 3.0.0' },
};

/**
 * A stack of which two checkouts give the same bytes, that says which providers it works with, and whose
 * `cdktf synth --hcl` Terraform can read: CDKTF's own gets dynamic blocks, preconditions and nested quotes wrong.
 */
export class Stack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const folder = resolve(App.of(this).outdir, 'stacks', id);
    // CDKTF's default is the absolute path of the same place.
    const state = relative(folder, resolve(`terraform.${id}.tfstate`));
    new LocalBackend(this, { path: state.replaceAll('\\', '/') });
    this.addOverride('terraform.required_version', REQUIRED_VERSION);
    for (const [name, requirement] of Object.entries(REQUIRED_PROVIDERS)) {
      this.addOverride(`terraform.required_providers.${name}`, requirement);
    }
    this.synthesizer = inOneSyntax(this.synthesizer, folder);
  }

  override toHclTerraform(): { hcl: string; metadata: unknown } {
    const { '//': metadata, terraform } = this.toTerraform() as Record<string, unknown>;
    return { hcl: nativeSyntax(this), metadata: { '//': metadata, terraform } };
  }
}

/** Terraform would read what the last synth left behind in the other syntax, and find everything declared twice. */
function inOneSyntax(synthesizer: IStackSynthesizer, folder: string): IStackSynthesizer {
  return {
    synthesize: (session) => {
      for (const file of ['cdk.tf', 'cdk.tf.json']) rmSync(join(folder, file), { force: true });
      synthesizer.synthesize(session);
    },
  };
}
