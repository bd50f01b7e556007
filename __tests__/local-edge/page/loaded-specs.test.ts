import { describe, expect, it } from '@jest/globals';
import { metricLine } from '../../../handler/src/metric-line';
import { specsByEnvironment } from '../../../local-edge/page/loaded-specs';

const loaded = (origin: string, time: string) =>
  JSON.stringify({ level: 'info', message: 'Config specs loaded', origin, time });

describe('the specs of an environment', () => {
  it('are those that it loaded last, as of when it last knew', () => {
    let now = 10_000;
    const specs = specsByEnvironment(() => now);
    expect(specs.of(1)).toBeNull();
    specs.read({ environment: 1, lines: ['hello', loaded('fallback', 'a'), loaded('S3', 'b')] });
    specs.read({ environment: 2, lines: [loaded('fallback', 'c')] });
    expect(specs.of(1)).toEqual({ origin: 'S3', time: 'b', asOf: 10_000 });
    expect(specs.of(2)).toEqual({ origin: 'fallback', time: 'c', asOf: 10_000 });
    now = 70_000;
    specs.read({ environment: 1, lines: [metricLine('f', now, { SpecsAge: 2.5 })] });
    expect(specs.of(1)).toEqual({ origin: 'S3', time: 'b', asOf: 67_500 });
  });

  it('are not known of a handler that writes something else', () => {
    const specs = specsByEnvironment();
    specs.read({ environment: 1, lines: ['{"message":"Config specs loaded"', '"SpecsAge":', ''] });
    expect(specs.of(1)).toBeNull();
  });

  it('are kept for a thousand environments', () => {
    const specs = specsByEnvironment();
    for (let environment = 0; environment <= 1_000; environment += 1) {
      specs.read({ environment, lines: [loaded('S3', 'a')] });
    }
    expect(specs.of(0)).toBeNull();
    expect(specs.of(1)).not.toBeNull();
  });
});
