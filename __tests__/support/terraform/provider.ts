import {
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { goProgram } from './go-program';
import { ARCHIVE_PROVIDER } from './programs';
import { registryHost } from './registry-host';
import { tryRunSync } from './run';

/** A provider in the one version that the tests run: the oldest that the stack promises to work with. */
export interface Provider {
  name: 'aws' | 'archive';
  version: string;
}

export const PROVIDERS: readonly Provider[] = [
  { name: 'aws', version: '5.100.0' },
  { name: 'archive', version: '1.3.0' },
];

/** Terraform's word for this system, such as `linux_amd64`: the last folder of a mirror. */
export const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}_${
  { x64: 'amd64', ia32: '386' }[process.arch as string] ?? process.arch
}`;

const TWO_MINUTES = 120_000;

/** One place to look for a provider, and the folder there which may hold it. */
type Look = (terraform: string, provider: Provider) => string | undefined;

/** The folder holds the provider itself, not the archive that a registry sends. */
const holds = (folder: string, { name, version }: Provider): boolean =>
  existsSync(folder) &&
  readdirSync(folder).some((file) => file.startsWith(`terraform-provider-${name}_v${version}`));

/** STATSIG_EDGE_TF_MIRROR names a folder laid out as a CLI configuration's `filesystem_mirror` wants it. */
const inNamedMirror: Look = (terraform, { name, version }) => {
  const mirror = process.env.STATSIG_EDGE_TF_MIRROR;
  return mirror && join(mirror, registryHost(terraform), 'hashicorp', name, version, PLATFORM);
};

/**
 * As Terraform itself would get it, with the user's own CLI configuration: from a mirror of theirs, from the folders
 * that it looks into by itself, or from the registry.
 */
const byTerraform: Look = (terraform, { name, version }) => {
  const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-provider-'));
  const downloads = cacheFolder('downloads');
  try {
    writeFileSync(
      join(folder, 'main.tf'),
      `terraform {\n  required_providers {\n    ${name} = { source = "hashicorp/${name}", version = "${version}" }\n  }\n}\n`,
    );
    const env = { ...process.env, TF_PLUGIN_CACHE_DIR: downloads };
    const { code } = tryRunSync([terraform, 'init', '-input=false'], { cwd: folder, env });
    if (code !== 0) return undefined;
    return join(downloads, registryHost(terraform), 'hashicorp', name, version, PLATFORM);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Anywhere on this disk, for a machine that was given a provider but no configuration that says where. */
const onDisk: Look = (_terraform, { name, version }) => {
  const pattern = `terraform-provider-${name}_v${version}*`;
  const search = ['find', '/', '-xdev', '-type', 'f', '-name', pattern];
  const file = tryRunSync(search, { cwd: '/', timeout: TWO_MINUTES }).stdout.split('\n')[0];
  return file && dirname(file);
};

const fromSource: Look = (_terraform, { name }) => {
  if (name !== 'archive') return undefined;
  try {
    const program = goProgram(ARCHIVE_PROVIDER);
    return program && dirname(program);
  } catch (error) {
    // Without a network the build cannot work: the provider is then missing, which its caller reports.
    process.stderr.write(`${error}\n`);
    return undefined;
  }
};

/**
 * The folder with the provider's program. Where it was found is remembered in the cache.
 * @returns undefined where it is not to be had on this machine.
 */
export const providerFolder = (terraform: string, provider: Provider): string | undefined => {
  const known = join(cacheFolder('providers', provider.name, provider.version), PLATFORM);
  if (holds(known, provider)) return realpathSync(known);
  for (const look of [inNamedMirror, byTerraform, onDisk, fromSource]) {
    const folder = look(terraform, provider);
    if (folder && holds(folder, provider)) {
      rmSync(known, { force: true });
      symlinkSync(realpathSync(folder), known);
      return realpathSync(folder);
    }
  }
  return undefined;
};
