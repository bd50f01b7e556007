import { cacheFolder } from './cache-folder';
import type { FoundProvider } from './cli-configuration';
import { findProgram } from './find-program';
import { PROVIDERS, type Provider, providerFolder } from './provider';

/** What the tests that drive real Terraform need of a machine. */
export interface Toolchain {
  terraform: string;
  motoServer: string;
  providers: FoundProvider[];
}

const howToGet = ({ name, version }: Provider): string =>
  `the ${name} provider ${version} for Terraform: make Terraform's registry reachable once (it is kept in ${cacheFolder()}), ` +
  'or name a folder laid out as a filesystem mirror in STATSIG_EDGE_TF_MIRROR' +
  (name === 'archive' ? ', or install Go to have it built from source' : '');

/** @returns the toolchain, or what is missing, each with the way to get it. */
export const findToolchain = (): Toolchain | string[] => {
  const terraform = findProgram('terraform');
  const motoServer = findProgram('moto_server');
  const missing: string[] = [];
  if (!terraform) {
    missing.push(
      'terraform on the PATH: https://developer.hashicorp.com/terraform/install (1.7 or later)',
    );
  }
  if (!motoServer) {
    missing.push("moto_server on the PATH: pip install 'moto[server,s3,awslambda,iam,cloudfront]'");
  }
  // Providers are large: nothing is fetched for tests that cannot run anyway.
  if (!terraform || !motoServer) return missing;
  const providers: FoundProvider[] = [];
  for (const provider of PROVIDERS) {
    const folder = providerFolder(terraform, provider);
    if (folder) providers.push({ ...provider, folder });
    else missing.push(howToGet(provider));
  }
  return missing.length > 0 ? missing : { terraform, motoServer, providers };
};
