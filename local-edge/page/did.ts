/** What a function did with an event, in sentences. */
import type { CloudFrontHeaders } from '../../handler/src/cloudfront';
import { isGenerated } from '../../handler/src/rules';
import type { EdgeEventRecord, EdgeRequest, EdgeResponse } from '../cloudfront';
import { normalHeaders } from '../headers';

/** @param result what it returned: an object, or whatever was JSON. */
export function whatItDid(
  { config, request, response }: EdgeEventRecord,
  result: unknown,
): string[] {
  if (!isObject(result)) return ['It returned what is neither a request nor a response.'];
  const isOnRequest = config.eventType.endsWith('request');
  if (isOnRequest && isGenerated(result)) return answered(result as unknown as EdgeResponse);
  const changes = isOnRequest
    ? changesOfRequest(request, result as unknown as EdgeRequest)
    : changesOfResponse(response, result as unknown as EdgeResponse);
  return changes.length > 0
    ? changes
    : [`It passed the ${isOnRequest ? 'request' : 'response'} on unchanged.`];
}

function answered({ status, headers, body }: EdgeResponse): string[] {
  const location = normalHeaders(headers).location?.[0]?.value;
  const length = typeof body === 'string' ? ` and a body of ${body.length} characters` : '';
  return [
    location === undefined
      ? `It answered with ${status}${length}.`
      : `It answered with ${status}, to ${location}.`,
    ...changesOfHeaders({}, headers, 'response').filter((change) => change.includes('Set-Cookie')),
  ];
}

function changesOfRequest(before: EdgeRequest, after: EdgeRequest): string[] {
  return [
    ...changed('the path', before.uri, after.uri),
    ...changed('the query string', before.querystring, after.querystring),
    ...changed('the method', before.method, after.method),
    ...changed('the origin', before.origin, after.origin),
    ...(after.body?.action === 'replace' ? ['It replaced the body.'] : []),
    ...changesOfHeaders(before.headers, after.headers, 'request'),
  ];
}

function changesOfResponse(before: EdgeResponse | undefined, after: EdgeResponse): string[] {
  return [
    ...changed('the status', before?.status, after.status),
    ...(after.body === undefined ? [] : ['It replaced the body.']),
    ...changesOfHeaders(before?.headers ?? {}, after.headers, 'response'),
  ];
}

function changed(what: string, before: unknown, after: unknown): string[] {
  const [from, to] = [textOf(before), textOf(after)];
  return from === to ? [] : [`It changed ${what} from ${from} to ${to}.`];
}

function textOf(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

function changesOfHeaders(
  before: CloudFrontHeaders,
  after: CloudFrontHeaders | undefined,
  of: 'request' | 'response',
): string[] {
  const now = normalHeaders(after);
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].flatMap((name) => {
    const [was, is] = [entriesOf(before, name), entriesOf(now, name)];
    if (textsOf(was) === textsOf(is)) return [];
    const { key = name } = [...is, ...was].find((entry) => entry.key !== undefined) ?? {};
    if (is.length === 0) return [`It removed the ${of} header ${key}.`];
    const verb = was.length === 0 ? 'added' : 'changed';
    return [`It ${verb} the ${of} header ${key}: ${textsOf(is)}`];
  });
}

/** A header may have the name of something that every object has. */
function entriesOf(headers: CloudFrontHeaders, name: string): CloudFrontHeaders[string] {
  return (Object.hasOwn(headers, name) && headers[name]) || [];
}

function textsOf(entries: CloudFrontHeaders[string]): string {
  return entries.map(({ value }) => value).join(' | ');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
