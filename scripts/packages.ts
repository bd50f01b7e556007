/** `npm run packages`: writes the packages as they are published into dist/packages, or into a folder that is named. */
import { join, relative } from 'node:path';
import { writePackages } from './packages/write';

const root = join(import.meta.dirname, '..');
const [out = join(root, 'dist/packages')] = process.argv.slice(2);

void writePackages(root, out).then((folders) => {
  for (const folder of folders) console.log(relative(process.cwd(), folder));
});
