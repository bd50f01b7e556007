/** `npm run module`: writes the plain Terraform module, terraform/statsig-edge, from the constructs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildHandler } from '../handler/build';
import { renderLicenses } from '../modules/terraform-module/licenses';
import { renderModule } from '../modules/terraform-module/render';

const folder = join(import.meta.dirname, '../terraform/statsig-edge');

const readme = readFileSync(join(folder, 'README.md'), 'utf8');
for (const [name, text] of Object.entries(renderModule(readme))) {
  writeFileSync(join(folder, name), text);
}

const { sources } = buildHandler({ outfile: join(folder, 'handler/index.mjs') });
writeFileSync(join(folder, 'handler/THIRD-PARTY-LICENSES'), renderLicenses(sources));
