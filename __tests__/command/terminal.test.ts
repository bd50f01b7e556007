import { describe, expect, it } from '@jest/globals';
import { terminalOf } from '../../command/terminal';

function stream(values: object) {
  const written: string[] = [];
  return { written, write: (text: string) => written.push(text) > 0, ...values };
}

const colourful = { isTTY: true as const, hasColors: () => true };

describe('the terminal', () => {
  it('has colours where there are some', () => {
    const { paint } = terminalOf(stream(colourful), stream({})).screen;
    expect(paint('red', 'no')).toBe('\x1b[31mno\x1b[0m');
  });

  it.each([
    ['a file', {}],
    ['a terminal without any', { isTTY: true as const, hasColors: () => false }],
  ])('has no colours for %s', (_, values) => {
    expect(terminalOf(stream(values), stream(colourful)).screen.paint('red', 'no')).toBe('no');
  });

  it('shows progress in one line, and removes it', () => {
    const [out, err] = [stream({}), stream({ isTTY: true, columns: 10 })];
    const terminal = terminalOf(out, err);
    terminal.progress('first step');
    terminal.progress('');
    terminal.print('done');
    expect(err.written).toEqual(['\r\x1b[K… first s', '\r\x1b[K']);
    expect(out.written).toEqual(['done\n']);
  });

  it('shows no progress to a file', () => {
    const err = stream({});
    terminalOf(stream(colourful), err).progress('first step');
    expect(err.written).toEqual([]);
  });
});
