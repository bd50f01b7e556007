/** `npm run module`: writes the plain Terraform module, terraform/statsig-edge, from the constructs. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildHandler } from '../handler/build';
import { renderLicenses } from '../modules/terraform-module/licenses';
import { renderModule } from '../modules/terraform-module/render';

const folder = join(import.meta.dirname, '../terraform/statsig-edge');

const readme = readFileSync(join(folder, 'README.md'), 'utf8');
for (const [name, text] of Object.entries(renderModule(readme))) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const { sources } = buildHandler({ outfile: join(folder, 'handler/index.mjs') });
writeFileSync(join(folder, 'handler/THIRD-PARTY-LICENSES'), renderLicenses(sources));
