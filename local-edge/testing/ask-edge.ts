/** Requests of tests to a local edge, each with what is known of its way. */
import type { RequestReport, Requests } from '../request-report';

/** An answer, read to its end. */
export interface EdgeAnswer {
  status: number;
  headers: Headers;
  /** As text, decoded. */
  body: string;
  /** Who answered, where, and the rules that the function broke. */
  report: RequestReport;
}

export async function askEdge(
  url: URL,
  init: RequestInit,
  requests: Requests,
): Promise<EdgeAnswer> {
  const seen: RequestReport[] = [];
  const see = (report: RequestReport) => void seen.push(report);
  requests.on('answered', see);
  try {
    const response = await fetch(url, { redirect: 'manual', ...init });
    const body = await response.text();
    const id = response.headers.get('x-amz-cf-id');
    const report = seen.find(({ requestId }) => requestId === id);
    if (report === undefined) throw new Error(`${url} is not answered by the distribution.`);
    return { status: response.status, headers: response.headers, body, report };
  } finally {
    requests.off('answered', see);
  }
}
