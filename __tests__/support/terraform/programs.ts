import type { GoProgram } from './go-program';
import type { PythonProgram } from './python-program';

/** The oldest archive provider that the stack promises to work with, and the only one published as a Go module. */
export const ARCHIVE_PROVIDER: GoProgram = {
  file: 'terraform-provider-archive_v1.3.0_x4',
  module: 'github.com/hashicorp/terraform-provider-archive',
  version: 'v1.3.0',
  package: '.',
};

export const TERRAFORM_DOCS: GoProgram = {
  file: 'terraform-docs-0.21.0',
  module: 'github.com/terraform-docs/terraform-docs',
  version: 'v0.21.0',
  package: '.',
};

export const TFLINT: GoProgram = {
  file: 'tflint-0.64.0',
  module: 'github.com/terraform-linters/tflint',
  version: 'v0.64.0',
  package: '.',
};

/** The oldest that the stack and the module promise to work with (REQUIRED_VERSION in modules/stack.ts). */
export const OLDEST_TERRAFORM: GoProgram = {
  file: 'terraform-1.5.7',
  module: 'github.com/hashicorp/terraform',
  version: 'v1.5.7',
  package: '.',
};

export const OPENTOFU: GoProgram = {
  file: 'tofu-1.12.6',
  module: 'github.com/opentofu/opentofu',
  version: 'v1.12.6',
  package: './cmd/tofu',
};

export const CHECKOV: PythonProgram = { name: 'checkov', version: '3.3.30' };
