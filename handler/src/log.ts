/** Log lines are one JSON object each: CloudWatch Logs Insights finds their fields by itself. */

export type LogLevel = 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string, details?: Record<string, unknown>) => void;

export const log: Log = (level, message, details) => {
  console[level](JSON.stringify({ level, message, ...details }));
};

/** Says the same thing once a minute at most, for what may be true of every request. */
export function throttled(inner: Log, now: () => number): Log {
  const saidAt = new Map<string, number>();
  return (level, message, details) => {
    const line = JSON.stringify([message, details]);
    const last = saidAt.get(line);
    if (last !== undefined && now() - last < 60_000) return;
    if (saidAt.size >= 100) saidAt.clear();
    saidAt.set(line, now());
    inner(level, message, details);
  };
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says only "fetch failed"; why stands in the cause.
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
