import { describe, expect, it } from '@jest/globals';
import { reasonUnreachable } from '../../command/reach';

describe('why a server could not be asked', () => {
  it.each([
    [
      new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND x') }),
      'getaddrinfo ENOTFOUND x',
    ],
    [
      new TypeError('fetch failed', {
        cause: Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
      }),
      'ECONNREFUSED',
    ],
    [Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [new DOMException('The operation timed out', 'TimeoutError'), 'no answer in time'],
    [new TypeError('bad port'), 'bad port'],
    ['odd', 'odd'],
  ])('stands in %p', (error, reason) => {
    expect(reasonUnreachable(error)).toBe(reason);
  });
});
