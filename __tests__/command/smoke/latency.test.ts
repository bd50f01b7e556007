import { describe, expect, it } from '@jest/globals';
import { latencyOf } from '../../../command/smoke/latency';

const answers = (...times: number[]) =>
  times.map((ms) => ({ status: 200, headers: {}, body: '', ms }));

describe('the latency', () => {
  it('is of times that were measured', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(latencyOf(answers(...hundred))).toEqual({
      answers: 100,
      p50: 50,
      p90: 90,
      p99: 99,
      max: 100,
    });
  });

  it('of one answer is its own', () => {
    expect(latencyOf(answers(7))).toEqual({ answers: 1, p50: 7, p90: 7, p99: 7, max: 7 });
  });
});
