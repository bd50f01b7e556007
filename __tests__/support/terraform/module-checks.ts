/** What a module holds against an input: the message of a validation or of a precondition. */
export interface Check {
  /** `var.NAME`, or a resource as `TYPE.NAME`. */
  subject: string;
  message: string;
}

const HEADER = /^(variable|resource) "([^"]+)"(?: "([^"]+)")? \{$/;
const MESSAGE = /^ +error_message += (".*")$/;

/** The checks in a file of the module, which is formatted as `terraform fmt` does. */
export const checksIn = (hcl: string): Check[] => {
  const checks: Check[] = [];
  let subject = '';
  for (const line of hcl.split('\n')) {
    const [, kind, first, second] = HEADER.exec(line) ?? [];
    if (kind) subject = kind === 'variable' ? `var.${first}` : `${first}.${second}`;
    const [, message] = MESSAGE.exec(line) ?? [];
    if (message) checks.push({ subject, message: JSON.parse(message) });
  }
  return checks;
};

/** The checks of entries in checks.tf: each subject is the input that they stand in. */
export const entryChecksIn = (hcl: string): Check[] => {
  const checks: Check[] = [];
  let subject = '';
  for (const line of hcl.split('\n')) {
    const [, input] = /^ {2}refused_(\w+) = flatten\(\[$/.exec(line) ?? [];
    if (input) subject = `var.${input}`;
    const [, message] = /^ +message += (".*")$/.exec(line) ?? [];
    if (message) checks.push({ subject, message: JSON.parse(message) });
  }
  return checks;
};
