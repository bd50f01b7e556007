/** What `npm start` writes to the terminal. */
import { relative } from 'node:path';
import type { RequestReport } from '../server';
import type { Started, StartedDistance } from './index';

/** Printed once, when everything is running. */
export function welcome({ edge, settings, distance, specsFile }: Started): string {
  const { userIdCookie } = settings.identity;
  const cookie = userIdCookie ?? 'userID';
  return [
    `CloudFront, Lambda@Edge and S3 on this machine: ${edge.url}`,
    '',
    `  curl ${edge.url}/                       a new visitor each time`,
    ...(userIdCookie === null
      ? []
      : [`  curl -b ${cookie}=alice ${edge.url}/       always the same visitor`]),
    '',
    `Specs: ${relative(process.cwd(), specsFile)}. Edit it: answers follow within ${settings.specs.refreshSeconds} seconds.`,
    ...distanceLine(distance),
    'c + Enter: cold start. Ctrl-C: stop.',
    '',
  ].join('\n');
}

function distanceLine({ roundTripMs, functionRegion, bucketRegion }: StartedDistance): string[] {
  if (roundTripMs === 0) return [];
  const regions =
    functionRegion === null ? '' : ` (function in ${functionRegion}, bucket in ${bucketRegion})`;
  return [`Round trip to S3: ${roundTripMs} ms${regions}.`];
}

/** One request, one line. */
export function requestLine({ method, target, status, ms, by, reasons }: RequestReport): string {
  const how = {
    function: 'answered by the function',
    origin: 'forwarded to the origin',
    cloudfront: 'rejected',
  };
  const why = reasons.length === 0 ? '' : `: ${reasons.join(' | ')}`;
  return `${method} ${target}  ${status}  ${ms.toFixed(1)} ms  ${how[by]}${why}`;
}
