import { describe, expect, it } from '@jest/globals';
import { lineOf, lineText } from '../../../command/logs/line';

const TIME = Date.UTC(2026, 0, 1);
const consoleLine = (level: string, text: string) =>
  `2026-01-01T00:00:00.000Z\tc3a1-request\t${level}\t${text}\n`;

describe('a line of the log', () => {
  it('is one of the handler’s', () => {
    const json = { level: 'error', message: 'Specs were not loaded', reason: 'S3 answered 403' };
    expect(lineOf(TIME, 'eu-west-1', consoleLine('ERROR', JSON.stringify(json)))).toEqual({
      time: TIME,
      region: 'eu-west-1',
      level: 'ERROR',
      message: 'Specs were not loaded',
      details: { reason: 'S3 answered 403' },
    });
  });

  it.each([
    [consoleLine('INFO', 'two\nlines'), 'INFO', 'two\nlines'],
    [consoleLine('WARN', '[1]'), 'WARN', '[1]'],
    [consoleLine('INFO', '{"a": 1}'), 'INFO', '{"a": 1}'],
    [
      '2026-01-01T00:00:00.000Z c3a1 Task timed out after 5.00 seconds\n\n',
      '',
      expect.stringContaining('Task timed out'),
    ],
  ])('%j may be of somebody else', (stored, level, message) => {
    expect(lineOf(TIME, 'eu-west-1', stored)).toMatchObject({ level, message, details: {} });
  });

  it('is one of the handler’s in a log whose format is JSON', () => {
    const own = JSON.stringify({ level: 'warn', message: 'Slow', ms: 7 });
    const stored = {
      timestamp: '2026-01-01T00:00:00.000Z',
      level: 'WARN',
      requestId: 'c3a1',
      message: own,
    };
    expect(lineOf(TIME, 'eu-west-1', JSON.stringify(stored))).toEqual({
      time: TIME,
      region: 'eu-west-1',
      level: 'WARN',
      message: 'Slow',
      details: { ms: 7 },
    });
    const started = { time: '2026-01-01T00:00:00.000Z', type: 'platform.start', record: {} };
    expect(lineOf(TIME, 'eu-west-1', JSON.stringify(started))).toBeNull();
  });

  it.each(['START RequestId: 1', 'END RequestId: 1', 'REPORT RequestId: 1', 'INIT_START Runtime'])(
    '%s… is not shown',
    (stored) => {
      expect(lineOf(TIME, 'eu-west-1', `${stored}\n`)).toBeNull();
    },
  );

  it('is shown with its time and Region', () => {
    const line = {
      time: TIME,
      region: 'eu-west-1',
      level: 'ERROR',
      message: 'No',
      details: { a: 1 },
    };
    const paint = (style: string, text: string) => `<${style}>${text}`;
    expect(lineText(line, paint)).toBe(
      '2026-01-01T00:00:00.000Z  eu-west-1       ERROR  <red>No  <dim>{"a":1}',
    );
    expect(lineText({ ...line, level: 'INFO', details: {} }, paint)).toMatch(/ {2}INFO {3}No$/);
  });
});
