/**
 * `npm run generate`: writes what comes from the list of inputs and from the fields of the handler's settings, and what
 * the packages export.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputs } from '../modules/inputs';
import { renderTypeScript } from '../modules/inputs/typescript';
import { writeReports } from './packages/reports';
import { settingsTables, withTables } from './settings-tables';

const root = join(import.meta.dirname, '..');

writeFileSync(join(root, 'modules/statsig-edge-inputs.ts'), renderTypeScript(inputs));

const readme = join(root, 'handler/README.md');
writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), settingsTables()));

writeReports(root, join(root, 'docs/api'));
