/** Where results, and progress while one waits for them, are written. */
import type { WriteStream } from 'node:tty';

export interface Terminal {
  screen: Screen;
  print(text: string): void;
  /** What is being done now, in the place of what was before; an empty text removes it. */
  progress(step: string): void;
}

export interface Screen {
  paint: Paint;
}

export type Paint = (style: keyof typeof STYLES, text: string) => string;

/** SGR parameters: https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ */
const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };

const RESET = '\x1b[0m';
const ERASE_LINE = '\r\x1b[K';

/** What a file or a pipe gets: no colours. */
export const PLAIN: Screen = { paint: (_, text) => text };

const COLUMNS = 80;

type Output = Pick<WriteStream, 'write'> & Partial<WriteStream>;

export function terminalOf(stdout: Output, stderr: Output): Terminal {
  return {
    screen: screenOf(stdout),
    print: (text) => {
      stdout.write(`${text}\n`);
    },
    progress: (step) => {
      if (!stderr.isTTY) return;
      const room = (stderr.columns ?? COLUMNS) - 3;
      stderr.write(ERASE_LINE + (step === '' ? '' : `… ${step.slice(0, room)}`));
    },
  };
}

/** A terminal knows whether it has colours, and NO_COLOR; a file is not asked. */
function screenOf(stdout: Output): Screen {
  if (!stdout.hasColors?.()) return PLAIN;
  return { paint: (style, text) => `\x1b[${STYLES[style]}m${text}${RESET}` };
}
