/** The `run` of a step of a workflow of GitHub Actions. */
export interface ShellStep {
  /** The command itself, where the step has no name. */
  name: string;
  script: string;
}

/** The shell steps of one job, of a workflow that is indented by two spaces. */
export const shellSteps = (workflow: string, job: string): ShellStep[] => {
  const [, text] = new RegExp(`^  ${job}:\n((?: {4}.*\n|\n)*)`, 'm').exec(workflow) ?? [];
  if (text === undefined) throw new Error(`The workflow has no job ${job}.`);
  return text
    .split(/^ {6}- /m)
    .slice(1)
    .flatMap((step) => {
      const [, name] = /^name: (.*)$/m.exec(step) ?? [];
      const [, block] = /^ *run: \|\n((?: {10}.*\n|\n)*)/m.exec(step) ?? [];
      const [, line] = /^ *run: ([^|].*)$/m.exec(step) ?? [];
      const script = block?.replace(/^ {10}/gm, '') ?? line;
      return script === undefined ? [] : [{ name: name ?? script, script }];
    });
};
