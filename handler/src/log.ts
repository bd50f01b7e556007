/** Log lines are one JSON object each: CloudWatch Logs Insights finds their fields by itself. */

export type LogLevel = 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string, details?: Record<string, unknown>) => void;

export const log: Log = (level, message, details) => {
  console[level](JSON.stringify({ level, message, ...details }));
};

/** What viewers send can make every line another one, and CloudWatch has its price. */
const MAX_LINES_A_MINUTE = 100;

/** Says the same thing once a minute, and no more than so many things: for what may be true of every request. */
export function throttled(inner: Log, now: () => number): Log {
  const said = new Set<string>();
  let since = now();
  return (level, message, details) => {
    if (now() - since >= 60_000) {
      said.clear();
      since = now();
    }
    const line = JSON.stringify([message, details]);
    if (said.has(line) || said.size >= MAX_LINES_A_MINUTE) return;
    said.add(line);
    inner(level, message, details);
  };
}

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
