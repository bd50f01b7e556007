/** `npm run module`: writes the plain Terraform module, terraform/statsig-edge, from the constructs. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildHandler } from '../handler/build';
import { renderLicenses } from '../modules/terraform-module/licenses';
import { renderModule } from '../modules/terraform-module/render';
import { buildSyncFunction } from '../sync/build';

const folder = join(import.meta.dirname, '../terraform/statsig-edge');

const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const files = renderModule(readme);
// Terraform would find in a file of former times everything declared twice.
for (const name of readdirSync(folder)) {
  if (name.endsWith('.tf') && !(name in files)) rmSync(join(folder, name));
}
for (const [name, text] of Object.entries(files)) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const { sources } = buildHandler({ outfile: join(folder, 'handler/index.mjs') });
writeFileSync(join(folder, 'handler/THIRD-PARTY-LICENSES'), renderLicenses(sources));

buildSyncFunction(join(folder, 'sync/index.mjs'));
