/** A `run` of a file for `terraform test` that is to be refused. */
export interface RefusedRun {
  name: string;
  /** What it sets, which reads as a file of variables does. */
  tfvars: string;
  /** What is to object: `var.NAME`, or a resource as `TYPE.NAME`. */
  subject: string;
}

const REFUSED_RUN =
  /^run "(?<name>\w+)" \{\n {2}command = plan\n\n {2}variables \{\n(?<tfvars>.*?)^ {2}\}\n\n {2}expect_failures = \[(?<subject>[\w.]+)\]\n\}\n/gms;

/**
 * The runs of a file that is formatted as `terraform fmt` does.
 * @throws when one of them is not of the usual form: it would be left out.
 */
export const refusedRuns = (hcl: string): RefusedRun[] => {
  const runs = [...hcl.matchAll(REFUSED_RUN)].map(
    ({ groups: { name = '', tfvars = '', subject = '' } = {} }) => ({ name, tfvars, subject }),
  );
  const names = [...hcl.matchAll(/^run "(\w+)"/gm)].map(([, name]) => name);
  const odd = names.filter((name) => !runs.some((run) => run.name === name));
  if (odd.length > 0) {
    throw new Error(
      `These runs are not \`command = plan\`, \`variables\` and \`expect_failures\` with one subject: ${odd.join(', ')}.`,
    );
  }
  return runs;
};
