import { parseArgs } from 'node:util';

export interface Options {
  /** Where the figures are written as JSON; null for nowhere. */
  json: string | null;
  quick: boolean;
}

export const USAGE = `npm run bench -- [--json FILE] [--quick]
  --json FILE  also write the figures to FILE
  --quick      see that everything runs; the figures say little`;

/** @throws for an option that is not in {@link USAGE}, which the message repeats. */
export function parseOptions(argv: string[]): Options {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } },
    });
    return { json: values.json ?? null, quick: values.quick };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}
