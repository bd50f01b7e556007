/** `npx tsx __tests__/support/terraform/tool.ts NAME` prints the file of a checker; it is built or installed into the cache on first use. */
import { goProgram } from './go-program';
import { CHECKOV, OPENTOFU, TERRAFORM_DOCS, TFLINT } from './programs';
import { pythonProgram } from './python-program';

const TOOLS: Record<string, () => string | undefined> = {
  checkov: () => pythonProgram(CHECKOV),
  'terraform-docs': () => goProgram(TERRAFORM_DOCS),
  tflint: () => goProgram(TFLINT),
  tofu: () => goProgram(OPENTOFU),
};

const name = process.argv[2] ?? '';
const find = TOOLS[name];
if (!find) {
  console.error(`There is no tool "${name}". Name one of: ${Object.keys(TOOLS).join(', ')}.`);
  process.exit(2);
}
const file = find();
if (!file) {
  console.error(`${name} cannot be made here: it needs Go (checkov: Python 3) on the PATH.`);
  process.exit(1);
}
console.log(file);
