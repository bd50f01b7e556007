import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSync } from './run';

/**
 * The host that a command line (Terraform, OpenTofu) puts before `hashicorp/…`, told by itself: a mirror's first
 * folder has that name.
 */
export const registryHost = (cli: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-host-'));
  try {
    writeFileSync(
      join(folder, 'main.tf'),
      'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n',
    );
    const host = /provider\[([^/\]]+)\/hashicorp\/aws\]/.exec(
      runSync([cli, 'providers'], { cwd: folder }),
    )?.[1];
    if (!host) throw new Error(`\`${cli} providers\` does not name a registry's host.`);
    return host;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
