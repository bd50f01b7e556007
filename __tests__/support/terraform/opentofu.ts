import { OPENTOFU } from './programs';
import { findToolchainWith } from './toolchain-with';

export const findOpenTofu = () => findToolchainWith(OPENTOFU, 'OpenTofu');
