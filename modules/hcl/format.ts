import { endOfString } from './template';

/**
 * Indents and aligns as `terraform fmt` does, so that what is generated needs no Terraform to be formatted.
 * @see https://developer.hashicorp.com/terraform/language/style#code-formatting
 */
export function formatHcl(text: string): string {
  const lines = text
    .replace(/\n{3,}/g, '\n\n')
    .split('\n')
    .map((line) => line.trim());
  return align(indent(lines)).join('\n');
}

/** One level deeper after a line that opens something, however many brackets it opens. */
function indent(lines: readonly string[]): string[] {
  const opened: number[] = [];
  return lines.map((line) => {
    const net = netBrackets(line);
    if (net < 0) close(opened, -net);
    const indented = line === '' ? '' : '  '.repeat(opened.length) + line;
    if (net > 0) opened.push(net);
    return indented;
  });
}

function close(opened: number[], count: number): void {
  let left = count;
  while (left > 0 && opened.length > 0) {
    const innermost = opened.pop() ?? 0;
    if (innermost > left) opened.push(innermost - left);
    left -= Math.min(left, innermost);
  }
}

/** Consecutive arguments that take one line each have their `=` below one another. */
function align(lines: readonly string[]): string[] {
  const aligned: string[] = [];
  let run: Assignment[] = [];
  for (const line of [...lines, '']) {
    const assignment = assignmentIn(line);
    if (assignment !== null) {
      run.push(assignment);
      continue;
    }
    const width = Math.max(...run.map(({ name }) => name.length));
    aligned.push(...run.map(({ name, value }) => `${name.padEnd(width)} = ${value}`), line);
    run = [];
  }
  return aligned.slice(0, -1);
}

interface Assignment {
  readonly name: string;
  readonly value: string;
}

function assignmentIn(line: string): Assignment | null {
  const match = /^( *(?:[\w-]+|"(?:[^"\\]|\\.)*")) = (.*)$/.exec(line);
  const [, name, value] = match ?? [];
  if (name === undefined || value === undefined || netBrackets(value) !== 0) return null;
  return { name, value };
}

/** How many brackets a line opens and does not close, outside of strings and comments. */
function netBrackets(line: string): number {
  let net = 0;
  for (let at = 0; at < line.length && line[at] !== '#'; at += 1) {
    const letter = line.charAt(at);
    if (letter === '"') at = endOfString(line, at);
    else if ('([{'.includes(letter)) net += 1;
    else if (')]}'.includes(letter)) net -= 1;
  }
  return net;
}
