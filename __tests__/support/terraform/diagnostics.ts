/** An objection of Terraform's, as far as the tests look at it. */
export interface Diagnostic {
  severity: string;
  summary: string;
  detail: string;
  /** Where it comes from: the header of the block around it, and the values that it was told by. */
  snippet?: { context?: string; values?: { traversal: string }[] };
}

/** A line of what Terraform says with `-json`. */
interface Line {
  diagnostic?: Diagnostic;
}

/** The objections in what `terraform plan -json` says. */
export const diagnosticsIn = (said: string): Diagnostic[] =>
  said
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as Line).diagnostic)
    .filter((diagnostic) => diagnostic !== undefined);
