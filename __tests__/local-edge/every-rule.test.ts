/** The documented rules of CloudFront and Lambda@Edge, each with the tests that it has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** In a file beside this one, in its source: a test's title, or the row of a table of tests. */
type Place = readonly [file: string, text: string];

const server = (text: string): Place => ['server', text];
const request = (text: string): Place => ['rules/request', text];
const response = (text: string): Place => ['rules/response', text];
const origin = (text: string): Place => ['rules/origin-facing', text];
const event = (text: string): Place => ['event', text];
const environment = (text: string): Place => ['environment/index', text];
const call = (text: string): Place => ['environment/call', text];
const load = (text: string): Place => ['environment/load', text];
const pool = (text: string): Place => ['environment/pool', text];
const originSide = (text: string): Place => ['origin-side', text];
const policies = (text: string): Place => ['policies', text];
const errorPage = (text: string): Place => ['custom-error-page', text];

/** Where a function can break a rule, first what breaks it, then what does not. */
const RULES: readonly [rule: string, ...Place[]][] = [
  [
    'request head of 32,768 bytes',
    server('a head of more than 32 KB'),
    server("is sent with CloudFront's headers"),
  ],
  [
    'URL of 8,192 bytes',
    server('a URL of more than 8,192 bytes'),
    request('which a function may not make, as the viewer sent it'),
  ],
  [
    'Include Body: base64, cut at 40 KB',
    originSide('is exposed to %s in base64, cut at its limit, and goes on whole'),
    originSide('is not there without Include Body, nor for GET'),
  ],
  [
    'replaced body of 40 KB',
    originSide('that is too large is a 502'),
    originSide('is replaced by either function, the second of which sees what the first wrote'),
  ],
  [
    'generated response of 40 KB with its headers',
    response("'of more than 40 KB'"),
    response("'40 KB with headers'"),
  ],
  [
    'memory of 128 MB',
    environment('is gone when it outgrows its memory %s'),
    environment('may fill what Node.js leaves of its memory, as in a process of its own'),
  ],
  [
    'timeout',
    environment('is gone after the timeout of a handler that %s'),
    environment('hands over the event and the context, and takes JSON'),
  ],
  [
    'timeouts and throttles are LambdaLimitExceeded',
    server('answers 503 when it %s, as a limit'),
    server('answers 503 when it %s, and the next request finds it well'),
  ],
  [
    'size of the zip',
    ['start/index', 'warns of a bundle that would make a zip of more than 1 MB'],
    ['start/index', 'runs a handler of your own'],
  ],
  [
    'an environment for each request, up to a limit',
    pool('throttles at its limit, until one is idle again'),
    pool('starts another for a request that comes meanwhile'),
  ],
  [
    'reserved environment variables alone',
    environment('has the reserved variables alone, and tells who asks for others'),
  ],
  [
    'PATH, NODE_PATH, _X_AMZN_TRACE_ID, working directory',
    environment("has Lambda's path, trace and working directory"),
  ],
  [
    'a read-only file system but /tmp',
    environment('cannot write outside /tmp: %s'),
    environment('writes to /tmp, and opens its own files to read'),
  ],
  ['disallowed headers are hidden', event('hides what functions never see')],
  [
    'disallowed headers are refused',
    request('may not have the header %s'),
    request("'x-forwarded-for'"),
  ],
  [
    'read-only headers, viewer-request',
    request("'host deleted'"),
    request("'a header that is deleted'"),
  ],
  ['read-only headers, viewer-response', response("'via deleted'"), response("'a header less'")],
  [
    'read-only headers, origin-request',
    origin('may not have another %s'),
    origin("'with another host'"),
  ],
  [
    'read-only headers, origin-response',
    origin("['read-only-header', 'transfer-encoding'"),
    originSide('runs for errors of the origin too, and may replace status and body'),
  ],
  [
    "CloudFront-* on viewer-request is the viewer's own",
    server('warns of a header that the viewer can forge'),
    event("names the headers that are CloudFront's to add"),
  ],
  [
    'CloudFront-Viewer-Country is not added on viewer-request',
    request("'viewer-country',"),
    request('may %s a country that the viewer wrote'),
  ],
  [
    'CloudFront-* on origin events',
    originSide('sees the request as the origin gets it, with the origin'),
  ],
  ['uri begins with /', request("'an address as uri'"), request("'another path'")],
  [
    'uri and querystring under 8,192 bytes',
    request("'8,192 bytes of URL'"),
    request("'8,191 bytes of URL'"),
  ],
  [
    'querystring without space, control characters and #',
    request('} in the query string`'),
    request("'another query string'"),
  ],
  ['ISO-8859-1 becomes UTF-8', event('turns header values in ISO-8859-1 into UTF-8')],
  [
    'UTF-8 in the URI reaches the function',
    server('has a URI as the viewer sent it, %s, while the function sees UTF-8'),
  ],
  [
    'UTF-8 in a URI that the function writes reaches the origin',
    server('has what the function wrote in UTF-8: header and URI'),
  ],
  [
    'method and clientIp are read-only',
    request("'another client'"),
    request("'the request as it came'"),
  ],
  ["the event's shape", event("has the shape of AWS's own example")],
  [
    'one entry for each occurrence of a header, in its letters',
    event('has one entry for each occurrence, with the letters it came in'),
  ],
  ['Cookie headers are one entry', event('has one entry for all Cookie headers')],
  ['querystring is empty where there is none', event('splits %s')],
  [
    'requestId is X-Amz-Cf-Id',
    server("expect(response.headers.get('x-amz-cf-id')).toBe(reports[0]?.requestId)"),
  ],
  [
    'the origin in origin events',
    originSide('sees the request as the origin gets it, with the origin'),
  ],
  ['status is a text from 200 to 599', response("['status', 'a number'"), response("'status 599'")],
  [
    '204 has no body',
    response("['no-content-body', 'an empty text'"),
    response("'a status alone'"),
  ],
  [
    'body is a text, its encoding text or base64',
    response("'body-base64'"),
    response('`the base64 ${JSON.stringify(body)}`'),
  ],
  [
    'headers are lists of key and value',
    request("'a value without a list'"),
    request("'a list of values'"),
  ],
  [
    'a key that is left out has initial capitals',
    server('has the names of headers as the function wrote them, else with initial capitals'),
  ],
  [
    'no CR, LF and NUL in values, no space in names',
    request("'a line break'"),
    request("'a header of UTF-8 and tabs'"),
  ],
  ['a result that is no object', response("['json-object', 'null'"), response("'status 200'")],
  [
    'a throw, a rejection, what is no JSON',
    environment('fails with %s, and lives on'),
    environment('lives on after a rejection that the function catches'),
  ],
  [
    'viewer-response does not run for generated responses',
    server('does not go through viewer-response'),
  ],
  [
    'viewer-response does not run for errors of the origin',
    server('does not run when the origin answers 400 or above'),
    server('gets the request and the response, and may add a cookie'),
  ],
  [
    'viewer-response does not change the status',
    response("['status-unchanged', 'another status'"),
    response("'another status description'"),
  ],
  [
    "AWS's own messages and pages",
    request("says it in CloudFront's words"),
    server("answers 502 with CloudFront's page, and says why"),
  ],
  [
    'callbacks',
    call('does not come up with a handler that takes a callback'),
    call("'a callback later'"),
  ],
  [
    'context.done, succeed and fail',
    call('has no context.done, context.succeed and context.fail'),
    call("'context.done'"),
  ],
  ['CommonJS in index.js', load("'a file that cannot be parsed'"), load("'CommonJS in index.js'")],
  ['three parameters are warned of', call('warns that it is the last to take a callback')],
  [
    'an import of 10 seconds, with top-level await',
    environment('does not come up when the import %s'),
    load("'an ES module in index.mjs'"),
  ],
  [
    'frozen between invocations',
    environment('stands still between invocations: no timer fires until the next'),
  ],
  [
    'a crash or a timeout costs the environment',
    pool('replaces one that crashed'),
    pool('takes the warm one again'),
  ],
  [
    'an unhandled rejection ends the environment',
    environment("'an unhandled rejection'"),
    environment('lives on after a rejection that the function catches'),
  ],
  [
    'timers that are left are warned of',
    environment('warns once of a handler that always leaves timers'),
    environment('does not warn of a handler that clears its timers'),
  ],
  [
    'cold starts on demand',
    pool('starts cold when told to, also in place of one that was at work'),
  ],
  [
    'environments for each Region',
    ['regions', 'has environments of its own, whose cold starts are its own'],
  ],
  ['HEAD of a generated response', server('has no body for HEAD, and none with 204')],
  ["HEAD of the origin's", server("has the origin's Content-Length for HEAD, %s")],
  ['GET has no body', server('a GET with a body')],
  [
    'methods that are not allowed',
    server("it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])("),
    server('takes a body along where all methods are allowed'),
  ],
  [
    'the origin-request event',
    originSide('is held against its own rules, and the refusal names event and rule'),
    originSide('changes what the origin gets'),
  ],
  [
    'the origin-response event',
    origin("['status', 'status 199'"),
    originSide('runs for errors of the origin too, and may replace status and body'),
  ],
  [
    'custom error pages',
    errorPage('does not stand in its place with %s'),
    errorPage('stands in the place of an error of the origin, with its status'),
  ],
  [
    'the cache, x-cache',
    policies('keeps nothing by default'),
    policies('answers the second request, with x-cache and age, and the function runs for both'),
  ],
  [
    'policies decide what reaches the origin',
    policies(
      'is next to nothing without a policy, and what the function set is lost, with a warning',
    ),
    policies('is every header but Host by default'),
  ],
];

it('there are 67', () => {
  expect(new Set(RULES.map(([rule]) => rule)).size).toBe(67);
});

describe('the rule', () => {
  it.each(RULES)('%s', (_, ...places) => {
    const missing = places.filter(
      ([file, text]) => !readFileSync(join(__dirname, `${file}.test.ts`), 'utf8').includes(text),
    );
    expect(missing).toEqual([]);
  });
});
