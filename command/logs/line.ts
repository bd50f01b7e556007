/** Lines of the function's log, as Lambda stores them. */
import type { Paint } from '../terminal';

export interface LogLine {
  /** Milliseconds since 1970. */
  time: number;
  region: string;
  /** Lambda's word for the method of `console`: INFO, WARN, ERROR; empty for lines that are not the function's. */
  level: string;
  message: string;
  /** What else a line of the handler's has; empty for other lines. */
  details: Record<string, unknown>;
}

/** Lambda's own, one for every invocation. */
const OF_LAMBDA = /^(START|END|REPORT|INIT_START|XRAY|EXTENSION) /;

/** As Lambda writes a line of the console: time, request, level, text. */
const OF_CONSOLE = /^\S+Z\t\S+\t([A-Z]+)\t(.*)$/s;

/** Null for a line that Lambda writes for every invocation. */
export function lineOf(time: number, region: string, stored: string): LogLine | null {
  const text = stored.trimEnd();
  const inJson = fieldsIn(text);
  if (OF_LAMBDA.test(text) || isOfLambda(inJson)) return null;
  const { level, said } = partsOf(text, inJson);
  const { message, level: _, ...details } = fieldsIn(said);
  return message === undefined
    ? { time, region, level, message: said, details: {} }
    : { time, region, level, message: String(message), details };
}

/** Where the function's log_format is JSON. */
function isOfLambda({ type, record }: Record<string, unknown>): boolean {
  return /^platform\./.test(String(type)) && record !== undefined;
}

/** A line of the console taken apart, in either format. */
function partsOf(text: string, inJson: Record<string, unknown>): { level: string; said: string } {
  const { timestamp, requestId, level, message } = inJson;
  if (timestamp !== undefined && requestId !== undefined && typeof message === 'string') {
    return { level: String(level), said: message };
  }
  const [, ofConsole = '', said = text] = OF_CONSOLE.exec(text) ?? [];
  return { level: ofConsole, said };
}

/** The handler's lines are JSON objects. */
function fieldsIn(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const COLOURS: Record<string, 'red' | 'yellow'> = { ERROR: 'red', WARN: 'yellow' };

export function lineText({ time, region, level, message, details }: LogLine, paint: Paint): string {
  const colour = COLOURS[level];
  const said = colour === undefined ? message : paint(colour, message);
  const more =
    Object.keys(details).length === 0 ? '' : `  ${paint('dim', JSON.stringify(details))}`;
  return `${new Date(time).toISOString()}  ${region.padEnd(14)}  ${level.padEnd(5)}  ${said}${more}`;
}
