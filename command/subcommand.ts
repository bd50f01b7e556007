/** What a subcommand is: its operand, its flags with their help, and what it does. */
import { parseArgs } from 'node:util';
import { messageOf } from '../handler/src/log';
import { UsageError } from './errors';
import type { Screen, Terminal } from './terminal';

export interface Flag {
  type: 'string' | 'boolean';
  /** What the help calls the value of a `string`. */
  value?: string;
  /** For a `string` that may be given several times. */
  multiple?: true;
  help: string;
}

export type Flags = Record<string, Flag>;

export type Values<F extends Flags> = {
  [Name in keyof F]?: F[Name]['type'] extends 'string'
    ? F[Name]['multiple'] extends true
      ? string[]
      : string
    : boolean;
};

export interface Definition<F extends Flags> {
  name: string;
  /** One line. */
  summary: string;
  /** The one thing it is about, as the help calls it, such as `FILE`. */
  operand: string;
  /** What it does and what its answer means, in lines of at most 100 characters. */
  about: string;
  flags: F;
  /** Command lines without `statsig-edge`. */
  examples: string[];
  /** What the exit code 1 says. */
  failure: string;
  /** One report, or those that follow one another. */
  run: (
    operand: string,
    values: Values<F>,
    progress: Terminal['progress'],
  ) => Promise<Report> | AsyncIterable<Report>;
}

/** What a subcommand found, for people and for programs. */
export interface Report {
  text: (screen: Screen) => string;
  json: object;
  /** 1 when what was looked at is not as it should be. */
  exitCode: 0 | 1;
}

export interface Subcommand {
  name: string;
  summary: string;
  help: string;
  /** @returns the exit code. */
  run: (args: string[], terminal: Terminal) => Promise<number>;
}

const COMMON = {
  json: { type: 'boolean', help: 'print JSON, for programs' },
  help: { type: 'boolean', help: 'print this text' },
} as const satisfies Flags;

export function subcommand<const F extends Flags>(definition: Definition<F>): Subcommand {
  const { name, summary, operand, run } = definition;
  const flags: Flags = { ...definition.flags, ...COMMON };
  const help = helpOf(definition, flags);
  return {
    name,
    summary,
    help,
    run: async (args, terminal) => {
      const { values, positionals } = read(name, args, flags);
      if (values.help) {
        terminal.print(help);
        return 0;
      }
      const [given, ...others] = positionals;
      if (given === undefined || others.length > 0) {
        const problem = given === undefined ? `${operand} is missing` : `takes one ${operand}`;
        throw new UsageError(`${name}: ${problem}. See statsig-edge ${name} --help.`);
      }
      // Its flags are among `flags`, of which each value has the type that is stated there.
      let exitCode = 0;
      for await (const report of reportsOf(run(given, values as Values<F>, terminal.progress))) {
        terminal.progress('');
        terminal.print(
          values.json ? JSON.stringify(report.json, null, 2) : report.text(terminal.screen),
        );
        exitCode = report.exitCode;
      }
      return exitCode;
    },
  };
}

async function* reportsOf(given: Promise<Report> | AsyncIterable<Report>): AsyncGenerator<Report> {
  if (given instanceof Promise) yield await given;
  else yield* given;
}

function read(name: string, args: string[], options: Flags) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const [problem = ''] = messageOf(error).split('. ');
    throw new UsageError(
      `${name}: ${problem.replace(/\.$/, '')}. See statsig-edge ${name} --help.`,
    );
  }
}

function helpOf(definition: Omit<Definition<Flags>, 'run'>, flags: Flags): string {
  const { name, summary, operand, about, examples, failure } = definition;
  const rows = Object.entries(flags).map(([flag, { value, help }]) => ({
    flag: `--${flag}${value === undefined ? '' : ` ${value}`}`,
    help,
  }));
  const width = Math.max(...rows.map(({ flag }) => flag.length));
  return [
    summary,
    '',
    `  statsig-edge ${name} ${operand} [flags]`,
    '',
    about,
    '',
    ...rows.map(
      ({ flag, help }) =>
        `  ${flag.padEnd(width)}  ${help.replaceAll('\n', `\n${' '.repeat(width + 4)}`)}`,
    ),
    '',
    'Examples:',
    ...examples.map((line) => `  statsig-edge ${line}`),
    '',
    `Exit codes: 0 all is well, 1 ${failure}, 2 wrong use.`,
  ].join('\n');
}
