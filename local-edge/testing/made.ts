/** What a function or the edge made of a request, in one form for all checks. */
import type {
  CloudFrontHeaders,
  CloudFrontRequest,
  CloudFrontResult,
} from '../../handler/src/cloudfront';
import { normalHeaders } from '../headers';
import { checkResult, isGenerated, type Violation } from '../rules';
import type { EdgeAnswer } from './ask-edge';
import type { Invoked } from './invoke-handler';

/** What the checks are made on: what `edge.invoke`, `invokeHandler` and `edge.fetch` return. */
export type Checkable = Invoked | EdgeAnswer;

export type Made = { broken: string[] } & (
  | { kind: 'request'; request: CloudFrontRequest }
  | {
      kind: 'response';
      status: number;
      headers: Record<string, string[]>;
      body: string;
      isOrigins: boolean;
    }
  | { kind: 'nothing' }
);

/** Names of results in `x-cache` for which the function is why there is an error page. */
const OF_THE_FUNCTION = /^Lambda(ValidationError|ExecutionError|LimitExceeded)/;

/** @throws {TypeError} for anything that is none of them */
export function madeOf(checked: Checkable): Made {
  // Tests in JavaScript may give anything.
  const given: unknown = checked;
  if (has(given, 'outcome')) return madeByFunction(given as Invoked);
  if (has(given, 'report')) return madeByEdge(given as EdgeAnswer);
  const what = given instanceof Promise ? 'a promise: await it first' : JSON.stringify(given);
  throw new TypeError(
    `The check takes what edge.invoke, invokeHandler or edge.fetch resolves to, and got ${what}.`,
  );
}

function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && key in value;
}

function madeByFunction({ event, outcome }: Invoked): Made {
  const [{ cf }] = event.Records;
  const { eventType } = cf.config;
  if (outcome.kind === 'failed') {
    return { kind: 'nothing', broken: [`The function failed, ${eventType}: ${outcome.reason}`] };
  }
  const result = JSON.parse(outcome.json);
  const violations = checkResult(eventType, cf, result);
  if (violations.length > 0) {
    const broken = violations.map((violation) => lineOf({ ...violation, eventType }));
    return { kind: 'nothing', broken };
  }
  const headers = normalHeaders(result.headers);
  if (cf.response === undefined && !isGenerated(result)) {
    return { kind: 'request', broken: [], request: { ...result, headers } };
  }
  const { status, body = '', bodyEncoding = 'text' } = result as CloudFrontResult;
  return {
    kind: 'response',
    broken: [],
    status: Number(status),
    headers: valuesOf(headers),
    body: bodyEncoding === 'base64' ? Buffer.from(body, 'base64').toString() : body,
    isOrigins: cf.response !== undefined,
  };
}

function madeByEdge({ status, headers, body, report }: EdgeAnswer): Made {
  const isFunctionsError = OF_THE_FUNCTION.test(headers.get('x-cache') ?? '');
  const violations = report.violations.map(lineOf);
  return {
    ...{ kind: 'response', status, body },
    headers: Object.fromEntries(
      [...headers.keys()].map((name) => [
        name,
        name === 'set-cookie' ? headers.getSetCookie() : [headers.get(name) ?? ''],
      ]),
    ),
    isOrigins: report.by === 'origin',
    broken: violations.length > 0 || !isFunctionsError ? violations : report.reasons,
  };
}

function lineOf({ eventType, message, rule, document }: Violation & { eventType: string }): string {
  return `${message}\n    the rule ${rule} of ${eventType}: ${document}`;
}

function valuesOf(headers: CloudFrontHeaders): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, entries]) => [name, entries.map(({ value }) => value)]),
  );
}
