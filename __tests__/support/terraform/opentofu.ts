import { goProgram } from './go-program';
import { OPENTOFU } from './programs';
import { findToolchain, type Toolchain } from './toolchain';

/** The toolchain with OpenTofu in Terraform's place, or what is missing of it, each with the way to get it. */
export const findOpenTofu = (): Toolchain | string[] => {
  const toolchain = findToolchain();
  const tofu = goProgram(OPENTOFU);
  const missing = [
    ...(Array.isArray(toolchain) ? toolchain : []),
    ...(tofu ? [] : ['Go on the PATH, to build OpenTofu: https://go.dev/doc/install']),
  ];
  return Array.isArray(toolchain) || !tofu ? missing : { ...toolchain, terraform: tofu };
};
