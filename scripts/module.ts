/** `npm run module`: writes the plain Terraform module, terraform/statsig-edge, from the constructs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildHandler } from '../handler/build';
import { renderModule } from '../modules/terraform-module/render';

const folder = join(import.meta.dirname, '../terraform/statsig-edge');

for (const [name, text] of Object.entries(renderModule())) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
buildHandler({ outfile: join(folder, 'handler/index.mjs') });
