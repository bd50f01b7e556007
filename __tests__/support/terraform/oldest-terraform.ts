import { OLDEST_TERRAFORM } from './programs';
import { findToolchainWith } from './toolchain-with';

export const findOldestTerraform = () => findToolchainWith(OLDEST_TERRAFORM, 'Terraform 1.5.7');
