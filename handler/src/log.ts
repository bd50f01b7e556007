/** Log lines are one JSON object each: CloudWatch Logs Insights finds their fields by itself. */

export type LogLevel = 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string, details?: Record<string, unknown>) => void;

/** Longer texts are cut: of a field, and of a whole line. Each byte is paid for, and a viewer can send 32 KB. */
const MAX_TEXT = 1_000;
const MAX_LINE = 4_000;

export const log: Log = (level, message, details) => {
  console[level](lineOf({ level, message, ...details }));
};

function lineOf(fields: Record<string, unknown>): string {
  const line = JSON.stringify(fields, (_, value) => cut(value));
  if (line.length <= MAX_LINE) return line;
  // What has too many fields is a text from here on, so that the line is JSON still.
  const { level, message } = fields;
  return JSON.stringify({ level, message: cut(message), cut: cut(line) });
}

function cut(value: unknown): unknown {
  return typeof value === 'string' && value.length > MAX_TEXT
    ? `${value.slice(0, MAX_TEXT)}…`
    : value;
}

/** What viewers send can make every line another one, and CloudWatch has its price. */
const MAX_LINES_A_MINUTE = 100;

/**
 * Says the same thing once a minute, and no more than so many things: for what may be true of every request. Says too
 * that it left lines out, and with the first line of a later minute, how many.
 */
export function throttled(inner: Log, now: () => number): Log {
  const said = new Set<string>();
  let since = now();
  let leftOut = { repeated: 0, others: 0 };
  return (level, message, details) => {
    if (now() - since >= 60_000) {
      const { repeated, others } = leftOut;
      if (repeated + others > 0) inner('warn', 'Log lines were left out', leftOut);
      leftOut = { repeated: 0, others: 0 };
      said.clear();
      since = now();
    }
    const line = lineOf({ message, ...details });
    if (said.has(line)) leftOut.repeated += 1;
    else if (said.size < MAX_LINES_A_MINUTE) {
      said.add(line);
      inner(level, message, details);
    } else {
      if (leftOut.others === 0) inner('warn', TOO_MANY);
      leftOut.others += 1;
    }
  };
}

const TOO_MANY = `More different lines than ${MAX_LINES_A_MINUTE} in a minute: the others are left out`;

/** The message of whatever was thrown. Never throws itself: a user's own function may throw anything. */
export function messageOf(error: unknown): string {
  try {
    if (!(error instanceof Error)) return String(error);
    // fetch says only "fetch failed"; why stands in the cause.
    return error.cause instanceof Error
      ? `${error.message}: ${error.cause.message}`
      : String(error.message);
  } catch {
    return 'something that cannot be read';
  }
}
