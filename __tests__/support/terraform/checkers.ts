import { goProgram } from './go-program';
import { CHECKOV, TERRAFORM_DOCS, TFLINT } from './programs';
import { pythonProgram } from './python-program';

/** A program that judges the module's files. */
export interface Checker {
  file: string;
}

/** The program, or the way to get it. */
const find = (file: string | undefined, missing: string): Checker | string[] =>
  file ? { file } : [missing];

export const findTflint = () =>
  find(goProgram(TFLINT), 'Go on the PATH, to build tflint: https://go.dev/doc/install');

export const findTerraformDocs = () =>
  find(
    goProgram(TERRAFORM_DOCS),
    'Go on the PATH, to build terraform-docs: https://go.dev/doc/install',
  );

export const findCheckov = () =>
  find(pythonProgram(CHECKOV), 'python3 on the PATH, to install checkov: https://www.python.org');
