import { UsageError } from './errors';

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Milliseconds of minutes, hours or days, such as `30m`, `2h` or `7d`.
 * @param flag which says it, as in `logs: --since`
 * @throws {UsageError} for anything else.
 */
export function durationOf(flag: string, text: string): number {
  const [, count, unit = ''] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (ms > 0) return ms;
  throw new UsageError(
    `${flag} is ${JSON.stringify(text)}; it takes minutes, hours or days, such as 30m, 2h or 7d.`,
  );
}
