import { describeWith } from './describe-with';
import { findToolchain, type Toolchain } from './toolchain';

/** Describes tests that drive real Terraform, against a fake AWS. */
export const describeWithTerraform = (suite: string, tests: (toolchain: Toolchain) => void): void =>
  describeWith(suite, findToolchain(), tests);
