/** What `npm start` writes to the terminal. */
import { relative } from 'node:path';
import type { styleText } from 'node:util';
import { type InvocationReport, reportLine } from '../environment/report';
import { REGION_HEADER } from '../region';
import type { RequestReport } from '../request-report';
import type { StartedDistance } from './distance';
import type { Started } from './index';

/** Printed once, when everything is running. */
export function welcome({ edge, settings, distance, specsFile, page }: Started): string {
  const { userIdCookie } = settings.identity;
  const cookie = userIdCookie ?? 'userID';
  return [
    `CloudFront, Lambda@Edge and S3 on this machine: ${edge.url}${edge.https ? ` and ${edge.https.url}` : ''}`,
    '',
    `  curl ${edge.url}/                       a new visitor each time`,
    ...(userIdCookie === null
      ? []
      : [`  curl -b ${cookie}=alice ${edge.url}/       always the same visitor`]),
    ...(page === null
      ? []
      : [`  ${page}   what each visitor is given, and each request as it passes`]),
    '',
    `Specs: ${relative(process.cwd(), specsFile)}. Edit it: answers follow within ${settings.specs.refreshSeconds} seconds.`,
    ...distanceLine(distance),
    'Save a file of the function or its settings: it is built and started anew.',
    'c + Enter: cold start. i + Enter: empty the cache. r + Enter: the last request again. Ctrl-C: stop.',
    '',
  ].join('\n');
}

function distanceLine({ regions, to }: StartedDistance): string[] {
  if (regions.every(({ roundTripMs }) => roundTripMs === 0)) return [];
  const ways = regions.map(({ name, roundTripMs }) => `${roundTripMs} ms from ${name}`);
  return [
    `Round trip to ${to}: ${ways.join(', ')}.`,
    ...(regions.length > 1
      ? [
          `Requests choose a Region: curl -H '${REGION_HEADER}: ${regions[1]?.name}' …; without it ${regions[0].name} serves them.`,
        ]
      : []),
  ];
}

/** Colours a text where the output has colours. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** How the lines look. */
export interface Look {
  paint: Paint;
  /** Whether they name the Region: where there are several. */
  withRegion: boolean;
}

/** One request, one line: time of its end, request, status, duration, who answered and why so, CloudFront's id. */
export function requestLine(report: RequestReport, at: Date, { paint, withRegion }: Look): string {
  const { region, method, target, status, ms, by, reasons, requestId } = report;
  const how = {
    function: 'answered by the function',
    origin: 'forwarded to the origin',
    cloudfront: 'rejected',
  };
  const why = reasons.length === 0 ? '' : `: ${reasons.join(' | ')}`;
  const where = withRegion && region !== null ? `${region}  ` : '';
  const text = `${where}${method} ${target}  ${status}  ${ms.toFixed(1)} ms  ${how[by]}${why}`;
  const style = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
  return `${paint('dim', time(at))}  ${paint(style, text)}  ${paint('dim', requestId)}`;
}

/** One invocation, as in the function's log, with its event. */
export function invocationLine(report: InvocationReport, { paint, withRegion }: Look): string {
  const [{ cf }] = report.event.Records;
  const where = withRegion ? `${report.region}  ` : '';
  const line = `  ${where}${cf.config.eventType}  ${reportLine(report).replaceAll('\t', '  ')}`;
  return paint(report.status === 'success' ? 'dim' : 'red', line);
}

/** `12:04:31.220`, local time. */
function time(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  return `${clock}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
