import type { Log, LogLevel } from '../../../handler/src/log';

export interface LogLine {
  level: LogLevel;
  message: string;
  details: Record<string, unknown> | undefined;
}

/** A log that keeps its lines for a test to read. */
export function logBook(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = [];
  return { log: (level, message, details) => lines.push({ level, message, details }), lines };
}
