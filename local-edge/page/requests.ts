/** The last requests as the page shows them. */
import type { InvocationReport } from '../environment/report';
import type { InvocationView, RequestDetail, RequestSummary } from './api';
import { whatItDid } from './did';
import type { RecentRequest } from './recent';

export function summaryOf({ report, at, invocations }: RecentRequest): RequestSummary {
  const { requestId, region, method, target, status, ms, by, violations } = report;
  return {
    id: requestId,
    at,
    ...{ method, target, status, ms, by },
    region: region ?? 'none',
    cold: invocations.some(({ initMs }) => initMs !== null),
    broken: violations.map(({ rule }) => rule),
  };
}

export function detailOf(recent: RecentRequest): RequestDetail {
  const { reasons, violations } = recent.report;
  return {
    ...summaryOf(recent),
    invocations: recent.invocations.map(viewOf),
    reasons,
    violations: violations.map(({ rule, eventType, message, page, document }) => ({
      ...{ rule, eventType, message, page, document },
    })),
  };
}

function viewOf({
  event,
  outcome,
  durationMs,
  initMs,
  usedMb,
  lines,
}: InvocationReport): InvocationView {
  const [{ cf }] = event.Records;
  const result: unknown = outcome.kind === 'result' ? JSON.parse(outcome.json) : outcome.reason;
  return {
    eventType: cf.config.eventType,
    ms: durationMs,
    initMs,
    usedMb,
    did: outcome.kind === 'result' ? whatItDid(cf, result) : ['It failed.'],
    event: cf,
    result,
    lines: [...lines],
  };
}
