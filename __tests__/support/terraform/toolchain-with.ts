import { type GoProgram, goProgram } from './go-program';
import { findToolchain, type Toolchain } from './toolchain';

/** The toolchain with another command line in Terraform's place, or what is missing of it, each with the way to get it. */
export const findToolchainWith = (program: GoProgram, name: string): Toolchain | string[] => {
  const toolchain = findToolchain();
  const terraform = goProgram(program);
  const missing = [
    ...(Array.isArray(toolchain) ? toolchain : []),
    ...(terraform ? [] : [`Go on the PATH, to build ${name}: https://go.dev/doc/install`]),
  ];
  return Array.isArray(toolchain) || !terraform ? missing : { ...toolchain, terraform };
};
