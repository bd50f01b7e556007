import { AssertionError } from 'node:assert';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  assertBreaksNoRule,
  assertPassesTheRequest,
  assertRedirectsTo,
  assertRespondsWith,
  type Checkable,
  createLocalEdge,
  type EventType,
  eventOf,
  invokeHandler,
  type LocalEdge,
} from '../../../local-edge';
import { aFunction, removeFunctions } from '../../support/function-folder';

/** What the assertion says; null where it says nothing. */
function saidBy(assertion: () => void): string | null {
  try {
    assertion();
    return null;
  } catch (error) {
    if (error instanceof AssertionError) return error.message;
    throw error;
  }
}

type Result = Record<string, unknown>;

/** What a handler made that returns this. */
const made = (returned: (request: Result) => unknown, eventType: EventType = 'viewer-request') =>
  invokeHandler(
    async (event: ReturnType<typeof eventOf>) =>
      returned(event.Records[0].cf.request as unknown as Result),
    eventOf(eventType, { target: '/a?b=c' }),
  );
const header = (name: string, ...values: string[]) => ({
  [name]: values.map((value) => ({ value })),
});

describe('a request that is passed on', () => {
  it('is told from everything else', async () => {
    const passed = await made((request) => request);
    expect(saidBy(() => assertPassesTheRequest(passed))).toBeNull();
    const other = await made(() => ({ status: '403' }));
    expect(saidBy(() => assertPassesTheRequest(other))).toBe(
      'Expected the function to pass the request on.\n  It made a response with status 403.',
    );
  });

  it('is held against what is said of it, name by name', async () => {
    const passed = await made((request) => ({
      ...request,
      uri: '/blue/a',
      headers: { ...(request.headers as object), ...header('x-group', 'blue', 'new') },
    }));
    const expected = {
      method: 'GET',
      uri: /^\/blue\//,
      querystring: 'b=c',
      headers: { 'X-Group': 'blue', 'x-group': 'blue, new' },
    };
    expect(saidBy(() => assertPassesTheRequest(passed, expected))).toBeNull();
    const wrong = {
      method: 'HEAD',
      uri: /red/,
      querystring: '',
      headers: { 'x-group': 'red', 'x-other': '1' },
    };
    expect(
      saidBy(() => assertPassesTheRequest(passed, wrong))
        ?.split('\n  ')
        .slice(1),
    ).toEqual([
      'The method is "GET", and not "HEAD".',
      'The uri is "/blue/a", and not /red/.',
      'The querystring is "b=c", and not "".',
      'The header x-group is "blue, new", and not "red".',
      'There is no header x-other.',
    ]);
  });

  it('is none where it breaks a rule, which is named with AWS’s page', async () => {
    const broken = await made((request) => ({ ...request, uri: 'a' }));
    const said = saidBy(() => assertPassesTheRequest(broken));
    expect(said).toContain('It made nothing that CloudFront takes.');
    expect(said).toMatch(/the rule uri-form of viewer-request: https:\/\/docs\.aws\.amazon\.com\//);
  });
});

describe('a response', () => {
  it('has a status, headers and a body', async () => {
    const response = await made(() => ({
      status: '200',
      headers: { ...header('Content-Type', 'text/html'), ...header('set-cookie', 'a=1', 'b=2') },
      body: Buffer.from('<p>blue').toString('base64'),
      bodyEncoding: 'base64',
    }));
    const expected = {
      status: 200,
      headers: { 'content-type': /html/, 'Set-Cookie': 'b=2' },
      body: '<p>blue',
    };
    expect(saidBy(() => assertRespondsWith(response, expected))).toBeNull();
    const wrong = { status: 404, headers: { 'set-cookie': 'c=3' }, body: /red/ };
    expect(saidBy(() => assertRespondsWith(response, wrong))).toBe(
      [
        'Expected a response with status 404.',
        'The status is 200.',
        'The header set-cookie is "a=1, b=2", and not "c=3".',
        'The body is "<p>blue", and not /red/.',
      ].join('\n  '),
    );
  });

  it('is what a function for responses returns', async () => {
    const response = await invokeHandler(
      async (event: ReturnType<typeof eventOf>) => event.Records[0].cf.response,
      eventOf('viewer-response', { response: { status: 404 } }),
    );
    expect(saidBy(() => assertRespondsWith(response, { status: 404 }))).toBeNull();
  });

  it('is none where the request is passed on', async () => {
    const passed = await made((request) => request);
    expect(saidBy(() => assertRespondsWith(passed, { body: '' }))).toBe(
      'Expected a response.\n  It made a request for /a.',
    );
    expect(saidBy(() => assertRedirectsTo(passed, '/'))).toContain('It made a request for /a.');
  });
});

describe('a redirect', () => {
  const to = (status: string) => made(() => ({ status, headers: header('location', '/new') }));

  it.each(['301', '302', '303', '307', '308'])('has the status %s', async (status) => {
    const redirect = await to(status);
    expect(saidBy(() => assertRedirectsTo(redirect, '/new'))).toBeNull();
    expect(saidBy(() => assertRedirectsTo(redirect, /new/, Number(status)))).toBeNull();
  });

  it('is none with another status or place', async () => {
    const redirect = await to('302');
    expect(saidBy(() => assertRedirectsTo(redirect, '/old', 301))).toBe(
      [
        'Expected a redirect to /old.',
        'The status is 302, and not 301.',
        'The header location is "/new", and not "/old".',
      ].join('\n  '),
    );
    const ok = await to('200');
    expect(saidBy(() => assertRedirectsTo(ok, '/new'))).toContain('The status is 200');
  });
});

describe('the rules', () => {
  it('are kept, or named with AWS’s page', async () => {
    const kept = await made((request) => request);
    expect(saidBy(() => assertBreaksNoRule(kept))).toBeNull();
    const broken = await made((request) => ({ ...request, method: 'PUT', uri: 'a' }));
    const said = saidBy(() => assertBreaksNoRule(broken))?.split('\n  ') ?? [];
    expect(said[0]).toBe('Expected no rule of CloudFront’s to be broken.');
    expect(said.filter((line) => line.includes('the rule '))).toHaveLength(2);
  });

  it('are not kept by a function that fails', async () => {
    const failed = await made(() => {
      throw new Error('out of luck');
    });
    expect(saidBy(() => assertBreaksNoRule(failed))).toContain(
      'The function failed, viewer-request: Error: out of luck',
    );
  });
});

it('an assertion’s stack begins in the test', async () => {
  const passed = await made((request) => request);
  expect(() => assertRedirectsTo(passed, '/')).toThrow(
    expect.objectContaining({ stack: expect.not.stringContaining('assertions.ts') }),
  );
});

it.each([
  ['a promise', Promise.resolve(), 'got a promise: await it first.'],
  ['a result by itself', { status: '200' }, 'got {"status":"200"}.'],
  ['nothing', undefined, 'got undefined.'],
])('a check refuses %s', (_, value, message) => {
  expect(() => assertBreaksNoRule(value as unknown as Checkable)).toThrow(message);
});

describe('answers of the edge', () => {
  let edge: LocalEdge;
  beforeAll(async () => {
    edge = await createLocalEdge({
      folder: aFunction(`export const handler = async ({ Records: [{ cf: { request } }] }) => {
        if (request.uri === '/throws') throw new Error('out of luck');
        if (request.uri === '/breaks') return { ...request, uri: 'a' };
        if (request.uri === '/moved') return { status: '301', headers: { location: [{ value: '/new' }], 'set-cookie': [{ value: 'a=1' }, { value: 'b=2' }] } };
        return request;
      };`),
      events: ['viewer-request'],
    });
  });
  afterAll(async () => {
    await edge.close();
    removeFunctions();
  });

  it('are checked as results are', async () => {
    const moved = await edge.fetch('/moved');
    expect(saidBy(() => assertRedirectsTo(moved, '/new', 301))).toBeNull();
    expect(
      saidBy(() => assertRespondsWith(moved, { headers: { 'set-cookie': 'b=2' } })),
    ).toBeNull();
    expect(saidBy(() => assertBreaksNoRule(moved))).toBeNull();
    expect(saidBy(() => assertPassesTheRequest(moved))).toContain('a response with status 301');
    const passed = await edge.fetch('/a');
    expect(saidBy(() => assertPassesTheRequest(passed))).toBeNull();
    expect(() => assertPassesTheRequest(passed, { uri: '/a' })).toThrow('edge.invoke');
  });

  it('say which rule it was that made them an error page', async () => {
    const breaks = await edge.fetch('/breaks');
    expect(saidBy(() => assertRespondsWith(breaks, { status: 502 }))).toBeNull();
    for (const said of [
      saidBy(() => assertBreaksNoRule(breaks)),
      saidBy(() => assertRespondsWith(breaks, { status: 200 })),
    ]) {
      expect(said).toMatch(/the rule uri-form of viewer-request: https:\/\/docs\.aws/);
    }
    const throws = await edge.fetch('/throws');
    expect(saidBy(() => assertBreaksNoRule(throws))).toContain('out of luck');
  });

  it('know who answered, also where several are under way', async () => {
    const answers = await Promise.all(['/moved', '/a', '/breaks'].map((path) => edge.fetch(path)));
    expect(answers.map(({ report }) => [report.target, report.by])).toEqual([
      ['/moved', 'function'],
      ['/a', 'origin'],
      ['/breaks', 'cloudfront'],
    ]);
  });

  it('come from the function by itself, too', async () => {
    const invoked = await edge.invoke(eventOf('viewer-request', { target: '/moved' }));
    expect(saidBy(() => assertRedirectsTo(invoked, '/new'))).toBeNull();
  });
});
