/** Characters on a line of a comment, its indentation left aside. */
const WIDTH = 100;

/** A comment of as many lines as it takes. */
export function comment(text: string): string {
  const lines = text.split('\n').flatMap(wrap);
  return lines.map((line) => `# ${line}\n`).join('');
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

const LINE = '#'.repeat(80);

/** The header of a section, as is the custom in Terraform modules. */
export function banner(title: string): string {
  return `${LINE}\n# ${title}\n${LINE}`;
}
