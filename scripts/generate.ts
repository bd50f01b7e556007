/** `npm run generate`: writes what comes from the list of inputs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputs } from '../modules/inputs';
import { renderTypeScript } from '../modules/inputs/typescript';

writeFileSync(
  join(import.meta.dirname, '../modules/statsig-edge-inputs.ts'),
  renderTypeScript(inputs),
);
