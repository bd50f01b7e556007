import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runSync } from '../terraform/run';

export const ROOT = resolve(__dirname, '../../..');

/** A fenced block of a page. */
export interface Block {
  /** Where its fence is: `README.md:5`. */
  place: string;
  file: string;
  /** What stands beside the fence. */
  language: string;
  /** Without the indentation of a list that it is in. */
  text: string;
  /** What HTML comments right above it say, which GitHub does not show: `run`, `needs: an AWS account`. */
  marks: string[];
}

const FENCE = /^( *)(`{3,})(.*)$/;
const MARK = /^ *<!-- (.*) -->$/;

/** The pages of this repository, seen from its root. */
export const pages = (): string[] =>
  runSync(['git', 'ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: ROOT })
    .split('\n')
    .filter(Boolean);

export const readPage = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The blocks of a page, in order. */
export const blocksIn = (file: string, page = readPage(file)): Block[] => {
  const lines = page.split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, indent = '', fence, language = ''] = FENCE.exec(lines[at] ?? '') ?? [];
    if (fence === undefined) continue;
    const begin = at + 1;
    do at += 1;
    while (at < lines.length && lines[at]?.trim() !== fence);
    blocks.push({
      place: `${file}:${begin}`,
      file,
      language: language.trim(),
      text: lines
        .slice(begin, at)
        .map((line) => line.slice(indent.length))
        .join('\n'),
      marks: marksAbove(lines.slice(0, begin - 1)),
    });
  }
  return blocks;
};

const marksAbove = (lines: string[]): string[] => {
  const last = lines.at(-1) ?? '';
  const mark = MARK.exec(last)?.[1];
  if (mark !== undefined) return [...marksAbove(lines.slice(0, -1)), mark];
  return last.trim() === '' && lines.length > 1 && MARK.test(lines.at(-2) ?? '')
    ? marksAbove(lines.slice(0, -1))
    : [];
};

/** A command, and what the page says that it writes; null where it says nothing. */
export interface Command {
  command: string;
  output: string | null;
}

/** In a `console` block commands follow `$ `, and their output follows them; in any other each line is a command. */
export const commandsIn = ({ language, text }: Block): Command[] => {
  if (language !== 'console') {
    return text
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((command) => ({ command, output: null }));
  }
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.split('\n');
      const said = output.join('\n').trim();
      return { command, output: said === '' ? null : said };
    });
};

/** Whether a program wrote what a page shows. `…` stands for anything: on a line of its own for lines. */
export const isAsShown = (shown: string, output: string): boolean => {
  const pattern = shown
    .split('\n')
    .map((line) =>
      line.trim() === '…' ? '(?:.*\n)*?.*' : line.trimEnd().split('…').map(escaped).join('.*'),
    )
    .join('\n');
  const written = output
    .trim()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
  return new RegExp(`^${pattern}$`).test(written);
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
