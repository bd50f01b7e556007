import { parseArgs } from 'node:util';

/** What is measured: the handler beside others, and the handler in every Region. */
export const PARTS = ['contenders', 'edge'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  parts: readonly Part[];
  /** Where the figures are written as JSON; null for nowhere. */
  json: string | null;
  quick: boolean;
  /** Whether docs/edge-figures.md and its picture are written anew. */
  write: boolean;
}

export const USAGE = `npm run bench -- [--only ${PARTS.join('|')}] [--json FILE] [--quick] [--write]
  --only PART  one part alone
  --json FILE  also write the figures to FILE
  --quick      see that everything runs; the figures say little
  --write      also write docs/edge-figures.md and its picture; not with --quick`;

/** @throws for an option that is not in {@link USAGE}, which the message repeats. */
export function parseOptions(argv: string[]): Options {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        only: { type: 'string' },
        json: { type: 'string' },
        quick: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    });
    const { only, json = null, quick, write } = values;
    const parts = PARTS.filter((part) => only === undefined || only === part);
    if (parts.length === 0) throw new Error(`--only ${only} is none of ${PARTS.join(', ')}.`);
    if (write && quick)
      throw new Error('--write with --quick would write figures that say little.');
    if (write && !parts.includes('edge'))
      throw new Error('--write has nothing to write without the part edge.');
    return { parts, json, quick, write };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}
