import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PLATFORM, type Provider } from './provider';
import { registryHost } from './registry-host';

/** A provider and the folder that it was found in. */
export type FoundProvider = Provider & { folder: string };

/**
 * Writes a CLI configuration that knows these providers and no other place to get one: a test never downloads.
 * @param cli - Terraform or OpenTofu; each looks for providers under the host of its own registry.
 * @param folder - where the configuration and the mirror that it names are put.
 * @returns the file for TF_CLI_CONFIG_FILE.
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror
 */
export const writeCliConfiguration = (
  cli: string,
  providers: readonly FoundProvider[],
  folder: string,
): string => {
  const mirror = join(folder, 'mirror');
  const host = registryHost(cli);
  for (const { name, version, folder: found } of providers) {
    // Only the last level may be a link: the command lines do not follow one further up.
    const link = join(mirror, host, 'hashicorp', name, version, PLATFORM);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(found, link);
  }
  const file = join(folder, 'cli.tfrc');
  writeFileSync(
    file,
    `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return file;
};
