/** Reads a log group in one Region. */
import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { orNone } from '../aws/look';
import { type LogLine, lineOf } from './line';

/** As Lambda marks a line of console.error, and what it says when it ends a function itself. */
export const ERRORS = '?ERROR ?"Task timed out"';

export interface StoredLine {
  id: string;
  line: LogLine;
}

/** Lines since a moment, oldest first; none where the function has not run in the Region. */
export async function readLines(
  client: CloudWatchLogsClient,
  region: string,
  asked: { logGroupName: string; startTime: number; filterPattern?: string },
  maxPages = Number.POSITIVE_INFINITY,
): Promise<StoredLine[]> {
  const found: StoredLine[] = [];
  let pages = 0;
  await orNone(async () => {
    for await (const { events = [] } of paginateFilterLogEvents({ client }, asked)) {
      for (const { eventId: id = '', timestamp = 0, message = '' } of events) {
        const line = lineOf(timestamp, region, message);
        if (line !== null) found.push({ id, line });
      }
      // One may be empty: CloudWatch looks through a part of the events at a time.
      pages += 1;
      if (pages >= maxPages) break;
    }
  }, 'ResourceNotFoundException');
  return found;
}
