import { describe, expect, it } from '@jest/globals';
import { SIZES } from '../../../bench/edge/grid';
import { bytesOf, specsOfSize } from '../../../bench/edge/specs';
import { parseSpecs } from '../../../handler/src/specs';

describe.each(SIZES)('specs of %d bytes', (bytes) => {
  const text = specsOfSize(bytes);

  it('are as large as that, and hardly padded', () => {
    expect(Buffer.byteLength(text)).toBe(bytes);
    expect(text.trimEnd().length).toBeGreaterThan(bytes * 0.9);
  });

  it('can be read by the handler', () => {
    expect(() => parseSpecs(text)).not.toThrow();
  });

  it('compress as real ones do, which is to between a ninth and a quarter', () => {
    const { plain, gzip, brotli } = bytesOf(text);
    for (const compressed of [gzip, brotli]) {
      expect(plain / compressed).toBeGreaterThan(4);
      expect(plain / compressed).toBeLessThan(9);
    }
  });
});
