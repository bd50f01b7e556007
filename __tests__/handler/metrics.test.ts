import { describe, expect, it } from '@jest/globals';
import { Metrics } from '../../handler/src/metrics';

function setUp() {
  const clock = { now: 1_000_000, specsAge: 7_500 };
  const lines: string[] = [];
  const metrics = new Metrics({
    functionName: 'us-east-1.edge',
    specsAgeMs: () => clock.specsAge,
    write: (line) => lines.push(line),
    now: () => clock.now,
  });
  const parsed = () => lines.map((line) => JSON.parse(line));
  return { clock, lines, metrics, parsed };
}

describe('metrics', () => {
  it('are one line in the embedded metric format, each with its unit and its value', () => {
    const { metrics, lines, parsed } = setUp();
    metrics.count('DefaultsGiven');
    metrics.count('DefaultsGiven', 2);
    metrics.tellIfDue();
    expect(lines).toEqual([expect.stringMatching(/^\{.*\}\n$/)]);
    expect(parsed()).toEqual([
      {
        _aws: {
          Timestamp: 1_000_000,
          CloudWatchMetrics: [
            {
              Namespace: 'StatsigEdge',
              Dimensions: [['Function']],
              Metrics: [
                { Name: 'SpecsAge', Unit: 'Seconds' },
                { Name: 'ColdStarts', Unit: 'Count' },
                { Name: 'DefaultsGiven', Unit: 'Count' },
              ],
            },
          ],
        },
        Function: 'us-east-1.edge',
        SpecsAge: 7.5,
        ColdStarts: 1,
        DefaultsGiven: 3,
        outcomes: {},
      },
    ]);
  });

  it('are told once a minute at most, and each thing once', () => {
    const { metrics, clock, parsed } = setUp();
    metrics.tellIfDue();
    clock.now += 59_999;
    metrics.count('SpecsLoads');
    metrics.tellIfDue();
    expect(parsed()).toHaveLength(1);
    clock.now += 1;
    metrics.tellIfDue();
    clock.now += 60_000;
    metrics.tellIfDue();
    expect(parsed().map(({ ColdStarts, SpecsLoads }) => [ColdStarts, SpecsLoads])).toEqual([
      [1, undefined],
      [undefined, 1],
      [undefined, undefined],
    ]);
  });

  it('say nothing of the age of specs that were never loaded', () => {
    const { metrics, clock, parsed } = setUp();
    clock.specsAge = Number.POSITIVE_INFINITY;
    metrics.tellIfDue();
    const [line] = parsed();
    expect(line).not.toHaveProperty('SpecsAge');
    expect(line._aws.CloudWatchMetrics[0].Metrics).toEqual([{ Name: 'ColdStarts', Unit: 'Count' }]);
  });

  it('have the outcomes of each route beside them', () => {
    const { metrics, clock, parsed } = setUp();
    for (const [route, outcome] of [
      ['/a', 'request'],
      ['/a', 'request'],
      ['/a', '302'],
      ['__proto__', 'failed'],
    ] as const) {
      metrics.countOutcome(route, outcome);
    }
    metrics.tellIfDue();
    clock.now += 60_000;
    metrics.tellIfDue();
    expect(parsed().map(({ outcomes }) => Object.entries(outcomes))).toEqual([
      [
        ['/a', { request: 2, '302': 1 }],
        ['__proto__', { failed: 1 }],
      ],
      [],
    ]);
  });

  it('are bounded, however many routes there are', () => {
    const { metrics, lines, parsed } = setUp();
    for (let i = 0; i < 5_000; i += 1) metrics.countOutcome(`/${i}/${'x'.repeat(200)}`, '200');
    metrics.tellIfDue();
    expect(lines[0]?.length).toBeLessThan(16_384);
    expect(parsed()[0].outcomes.others).toEqual({ '200': 4_950 });
  });
});
