/** What tests say of a function: each check is the same in every test runner. */
import { type Checkable, type Made, madeOf } from './made';

/** A text as it is, or what it must match. */
export type Expected = string | RegExp;

export interface ExpectedRequest {
  method?: Expected;
  uri?: Expected;
  querystring?: Expected;
  /** Those that are named; a header that comes several times has one of its values, or all with commas between them. */
  headers?: Record<string, Expected>;
}

export interface ExpectedResponse {
  status?: number;
  /** Those that are named, as in {@link ExpectedRequest}. */
  headers?: Record<string, Expected>;
  body?: Expected;
}

/** Whether it holds, and what to say where that is not what was expected. */
export interface Check {
  pass: boolean;
  message: string;
}

/** The function hands the request on, such as it is told here, and breaks no rule with it. */
export function passesTheRequest(checked: Checkable, expected: ExpectedRequest = {}): Check {
  const made = madeOf(checked);
  const claim = 'the function to pass the request on';
  if (made.kind === 'response' && made.isOrigins) {
    // Of an answer one knows that the origin made it, and not what the origin was asked.
    if (Object.keys(expected).length === 0) return check(claim, []);
    throw new TypeError(
      'An answer does not show the request that the origin got: check what edge.invoke resolves to.',
    );
  }
  if (made.kind !== 'request') return check(claim, [`It made ${nameOf(made)}.`], made.broken);
  const { method, uri, querystring, headers } = made.request;
  const problems = [
    ...difference('method', method, expected.method),
    ...difference('uri', uri, expected.uri),
    ...difference('querystring', querystring, expected.querystring),
    ...headerDifferences((name) => headers[name]?.map(({ value }) => value), expected.headers),
  ];
  return check(claim, problems, made.broken);
}

/** It is a response like this: the function's own, or what the viewer got. */
export function respondsWith(checked: Checkable, expected: ExpectedResponse): Check {
  const made = madeOf(checked);
  const claim = `a response${expected.status === undefined ? '' : ` with status ${expected.status}`}`;
  if (made.kind !== 'response') return check(claim, [`It made ${nameOf(made)}.`], made.broken);
  const problems = [
    ...(expected.status === undefined || expected.status === made.status
      ? []
      : [`The status is ${made.status}.`]),
    ...headerDifferences((name) => made.headers[name], expected.headers),
    ...difference('body', made.body, expected.body),
  ];
  return check(claim, problems, made.broken);
}

const REDIRECTS = [301, 302, 303, 307, 308];

/** It sends the viewer there. */
export function redirectsTo(checked: Checkable, location: Expected, status?: number): Check {
  const made = madeOf(checked);
  const claim = `a redirect to ${location}`;
  if (made.kind !== 'response') return check(claim, [`It made ${nameOf(made)}.`], made.broken);
  const statuses = status === undefined ? REDIRECTS : [status];
  const problems = [
    ...(statuses.includes(made.status)
      ? []
      : [`The status is ${made.status}, and not ${statuses.join(', ')}.`]),
    ...headerDifferences((name) => made.headers[name], { location }),
  ];
  return check(claim, problems, made.broken);
}

/** CloudFront takes what the function returned; one that failed returned nothing. */
export function breaksNoRule(checked: Checkable): Check {
  return check('no rule of CloudFront’s to be broken', madeOf(checked).broken);
}

/** @param why rules that were broken, which may be the reason. */
function check(claim: string, problems: string[], why: string[] = []): Check {
  return problems.length === 0
    ? { pass: true, message: `Expected anything but ${claim}.` }
    : { pass: false, message: [`Expected ${claim}.`, ...problems, ...why].join('\n  ') };
}

function difference(name: string, actual: string, expected: Expected | undefined): string[] {
  return expected === undefined || isAs(actual, expected)
    ? []
    : [`The ${name} is ${JSON.stringify(actual)}, and not ${shown(expected)}.`];
}

function headerDifferences(
  valuesOf: (name: string) => readonly string[] | undefined,
  expected: Record<string, Expected> = {},
): string[] {
  return Object.entries(expected).flatMap(([name, one]) => {
    const values = valuesOf(name.toLowerCase());
    if (values === undefined) return [`There is no header ${name}.`];
    const isThere = [...values, values.join(', ')].some((value) => isAs(value, one));
    return isThere ? [] : difference(`header ${name}`, values.join(', '), one);
  });
}

function isAs(actual: string, expected: Expected): boolean {
  return typeof expected === 'string' ? actual === expected : actual.search(expected) !== -1;
}

function shown(expected: Expected): string {
  return typeof expected === 'string' ? JSON.stringify(expected) : String(expected);
}

function nameOf(made: Made): string {
  if (made.kind === 'response') return `a response with status ${made.status}`;
  return made.kind === 'request'
    ? `a request for ${made.request.uri}`
    : 'nothing that CloudFront takes';
}
