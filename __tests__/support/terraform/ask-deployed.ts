import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSettings } from '../../../handler/src/settings';
import { createLocalEdge } from '../../../local-edge/server';
import { startStore } from '../../../local-edge/store';
import { accessFor } from '../../../local-edge/store/access';

/** What a viewer gets of it: the function's own answer in JSON, or what the origin was asked, as it tells in JSON. */
export interface DeployedAnswer {
  status: number;
  body: Record<string, unknown>;
}

/**
 * Puts a deployed function behind the local edge and asks it once, for `/`. The specs in its zip are left out, so that
 * it answers as it should only from those that it loads.
 * @param files - of its zip, by name.
 * @param specs - that the store has under the URL of the function's settings. It asks for what a
 * deployment of these settings asks for: a signature, a secret, or nothing.
 */
export const askDeployed = async (
  files: Record<string, string>,
  specs: string,
): Promise<DeployedAnswer> => {
  const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-deployed-'));
  const { 'fallback.json': _, ...others } = files;
  for (const [name, content] of Object.entries(others)) writeFileSync(join(folder, name), content);
  const settings = parseSettings(JSON.parse(files['settings.json'] ?? ''));
  const { origin, pathname } = new URL(settings.specs.url);
  const file = join(folder, 'specs');
  writeFileSync(file, specs);
  const store = await startStore({
    file,
    path: pathname,
    ...accessFor(settings.specs),
  });
  const edge = await createLocalEdge({ folder, hostOverrides: { [origin]: store.url } });
  try {
    const answer = await fetch(edge.url);
    return { status: answer.status, body: (await answer.json()) as DeployedAnswer['body'] };
  } finally {
    await edge.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
