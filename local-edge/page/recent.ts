/** The last requests, with what the function did for each: no more than so many, and no more memory than so much. */
import type { InvocationReport } from '../environment/report';
import type { RequestReport } from '../request-report';

export interface RecentRequest {
  report: RequestReport;
  /** When it was answered, in milliseconds since 1970. */
  at: number;
  /** In order. */
  invocations: InvocationReport[];
}

export interface Recent {
  invocation(report: InvocationReport): void;
  request(report: RequestReport): void;
  /** Those that were answered, newest first. */
  list(): RecentRequest[];
  find(requestId: string): RecentRequest | null;
}

const MAX_REQUESTS = 100;
/** Bodies of up to 1 MB are in events, and results have more. */
const MAX_BYTES = 16 * 1_048_576;

interface Kept {
  /** Null as long as it is not answered. */
  answered: Pick<RecentRequest, 'report' | 'at'> | null;
  invocations: InvocationReport[];
  bytes: number;
}

export function recentRequests(now: () => number = Date.now): Recent {
  // A map gives the oldest first.
  const kept = new Map<string, Kept>();
  let bytes = 0;

  const entryOf = (requestId: string): Kept => {
    const found = kept.get(requestId);
    if (found !== undefined) return found;
    const entry: Kept = { answered: null, invocations: [], bytes: 0 };
    kept.set(requestId, entry);
    return entry;
  };
  const dropOldest = (): void => {
    for (const [requestId, entry] of kept) {
      if (kept.size <= MAX_REQUESTS && bytes <= MAX_BYTES) return;
      kept.delete(requestId);
      bytes -= entry.bytes;
    }
  };

  return {
    invocation: (report) => {
      const entry = entryOf(report.event.Records[0].cf.config.requestId);
      entry.invocations.push(report);
      entry.bytes += bytesOf(report);
      bytes += bytesOf(report);
      dropOldest();
    },
    request: (report) => {
      entryOf(report.requestId).answered = { report, at: now() };
      dropOldest();
    },
    list: () => [...kept.values()].flatMap(asRecent).reverse(),
    find: (requestId) =>
      [kept.get(requestId)].flatMap((entry) => entry && asRecent(entry))[0] ?? null,
  };
}

/** About: what may be long. */
function bytesOf({ event, outcome, lines }: InvocationReport): number {
  const [{ cf }] = event.Records;
  const result = outcome.kind === 'result' ? outcome.json : outcome.reason;
  const told = lines.reduce((sum, line) => sum + line.length, 0);
  return (cf.request.body?.data?.length ?? 0) + result.length + told;
}

function asRecent({ answered, invocations }: Kept): RecentRequest[] {
  return answered === null ? [] : [{ ...answered, invocations }];
}
