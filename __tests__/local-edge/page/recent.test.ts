import { describe, expect, it } from '@jest/globals';
import type { InvocationReport } from '../../../local-edge/environment/report';
import { recentRequests } from '../../../local-edge/page/recent';
import type { RequestReport } from '../../../local-edge/request-report';

const request = (requestId: string) => ({ requestId }) as RequestReport;
const invocation = (requestId: string, resultBytes = 0) =>
  ({
    event: { Records: [{ cf: { config: { requestId }, request: {} } }] },
    outcome: { kind: 'result', json: 'x'.repeat(resultBytes) },
    lines: [],
  }) as unknown as InvocationReport;

describe('the last requests', () => {
  it('have what the function did for each, newest first, once they are answered', () => {
    const recent = recentRequests(() => 7);
    const [first, second, other] = [invocation('a'), invocation('a'), invocation('b')];
    recent.invocation(first);
    recent.invocation(other);
    recent.invocation(second);
    expect(recent.list()).toEqual([]);
    expect(recent.find('a')).toBeNull();
    recent.request(request('a'));
    recent.request(request('b'));
    recent.request(request('refused'));
    expect(recent.list()).toEqual([
      { report: request('refused'), at: 7, invocations: [] },
      { report: request('b'), at: 7, invocations: [other] },
      { report: request('a'), at: 7, invocations: [first, second] },
    ]);
    expect(recent.find('b')?.invocations).toEqual([other]);
  });

  it('are a hundred, those included that are never answered', () => {
    const recent = recentRequests();
    for (let n = 0; n < 150; n += 1) recent.request(request(`r${n}`));
    expect(recent.list()).toHaveLength(100);
    expect(recent.find('r49')).toBeNull();
    expect(recent.find('r50')).not.toBeNull();
    for (let n = 0; n < 100; n += 1) recent.invocation(invocation(`open${n}`));
    expect(recent.list()).toEqual([]);
  });

  it('take no more memory than so much', () => {
    const recent = recentRequests();
    for (let n = 0; n < 40; n += 1) {
      recent.invocation(invocation(`r${n}`, 1_048_576));
      recent.request(request(`r${n}`));
    }
    expect(recent.list()).toHaveLength(16);
    expect(recent.find('r39')).not.toBeNull();
  });
});
