import { expect, it } from '@jest/globals';
import { table } from '../../../bench/report/table';

it('lines names up to the left and figures to the right', () => {
  expect(
    table(
      'Speed',
      ['', 'ms', '÷'],
      [
        ['tortoise', '1,200', '9×'],
        ['hare', '7', '10×'],
      ],
    ),
  ).toBe(
    [
      'Speed',
      '             ms    ÷',
      '--------  -----  ---',
      'tortoise  1,200   9×',
      'hare          7  10×',
    ].join('\n'),
  );
});
