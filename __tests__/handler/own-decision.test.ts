import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CloudFrontRequest } from '../../handler/src/cloudfront';
import { Evaluations } from '../../handler/src/evaluations';
import type { Decide, EdgeContext } from '../../handler/src/own-context';
import { ownDecision } from '../../handler/src/own-decision';
import { aViewerRequest } from '../support/cloudfront-events';
import { logBook } from '../support/handler/log-book';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

/** What comes of a request that this function decides on, as the handler would ask. */
async function outcomeOf(decide: unknown) {
  const { request } = aViewerRequest();
  const { log, lines } = logBook();
  const decision = ownDecision(decide as Decide, log)(request);
  if (decision === null) throw new Error('a function of the user’s own decides on every request');
  const user = { userID: 'u' };
  const context = { request, user, statsig: new Evaluations(null, user, null) };
  const outcome = (async () => {
    try {
      return await decision.decide(context, { snapshot: null });
    } catch (error) {
      return decision.orElse(error);
    }
  })();
  await jest.advanceTimersByTimeAsync(3_000);
  return { outcome: await outcome, request, lines };
}

describe('a function of the user’s own', () => {
  it('may change the request', async () => {
    const { outcome, lines } = await outcomeOf(({ request }: EdgeContext) => {
      request.uri = '/new/';
      return request;
    });
    expect(outcome).toMatchObject({ uri: '/new/' });
    expect(lines).toEqual([]);
  });

  it('may forget to return it', async () => {
    const { outcome } = await outcomeOf(async ({ request }: EdgeContext) => {
      request.uri = '/new/';
    });
    expect(outcome).toMatchObject({ uri: '/new/' });
  });

  it.each([[{ status: '403' }], [{ status: '200', headers: {}, body: 'hello' }]])(
    'may answer: %j',
    async (response) => {
      expect((await outcomeOf(() => response)).outcome).toEqual(response);
    },
  );

  it.each<[string, Decide]>([
    [
      'throws half-way',
      ({ request }) => {
        request.uri = '/half';
        request.headers['x-half'] = [{ value: '1' }];
        throw new Error('broken');
      },
    ],
    [
      'rejects half-way',
      async ({ request }) => {
        request.querystring = 'half=1';
        throw new Error('broken');
      },
    ],
    [
      'never ends',
      ({ request }) => {
        delete request.headers.accept;
        return new Promise(() => {});
      },
    ],
  ])('that %s lets the request pass as it came', async (_, decide) => {
    const { outcome, lines } = await outcomeOf(decide);
    expect(outcome).toEqual(aViewerRequest().request);
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'Your handler failed; the request passes untouched',
        details: { reason: expect.stringMatching(/broken|took longer than 3000 ms/) },
      },
    ]);
  });

  const answering = (response: object) => () => response;
  const returning = (change: (request: CloudFrontRequest) => void) => (context: EdgeContext) => {
    change(context.request);
    return context.request;
  };
  const ring: { self?: unknown } = {};
  ring.self = ring;

  it.each<[string, (context: EdgeContext) => unknown, string]>([
    ['a text', () => 'a text', 'json-object'],
    ['true', () => true, 'json-object'],
    ['a list', () => ['a', 'list'], 'json-object'],
    ['a function', () => () => {}, 'json-object'],
    ['a ring', () => ring, 'json'],
    ['a BigInt', answering({ status: '200', body: 1n }), 'json'],
    ['what throws when it is read', () => throwingWhenRead('uri'), 'json'],
    ['nothing of a request', () => ({}), 'uri-form'],
    ['a request without headers', () => ({ uri: '/' }), 'read-only-header'],
    ['a number as status', answering({ status: 200 }), 'status'],
    ['the status of an API Gateway', answering({ statusCode: 200 }), 'status'],
    ['a body beside status 204', answering({ status: '204', body: 'no' }), 'no-content-body'],
    ['a body that is an object', answering({ status: '200', body: {} }), 'body'],
    ['a body over 40 KB', answering({ status: '200', body: 'x'.repeat(41_000) }), 'generated-size'],
    [
      'a body that leaves no room for the cookie',
      answering({ status: '200', body: 'x'.repeat(40 * 1_024) }),
      'generated-size',
    ],
    ['headers that are a text', answering({ status: '200', headers: 'a' }), 'headers-object'],
    [
      'a set-cookie that is a text',
      answering({ status: '200', headers: { 'set-cookie': 'a=b' } }),
      'header-shape',
    ],
    [
      'a set-cookie that is no list',
      answering({ status: '200', headers: { 'set-cookie': { value: 'a=b' } } }),
      'header-shape',
    ],
    [
      'a line break in a header',
      answering({ status: '302', headers: { location: [{ value: '/\r\nx: y' }] } }),
      'header-value-characters',
    ],
    [
      'a line break in a header of the request',
      returning(({ headers }) => {
        headers['x-a'] = [{ value: 'a\nb' }];
      }),
      'header-value-characters',
    ],
    [
      'another host',
      returning(({ headers }) => {
        headers.host = [{ key: 'Host', value: 'example.org' }];
      }),
      'read-only-header',
    ],
    [
      'no host',
      returning(({ headers }) => {
        delete headers.host;
      }),
      'read-only-header',
    ],
    [
      'a header that only CloudFront may write',
      returning(({ headers }) => {
        headers['x-cache'] = [{ value: 'Hit' }];
      }),
      'disallowed-header',
    ],
    [
      'a country of its own',
      returning(({ headers }) => {
        headers['cloudfront-viewer-country'] = [{ value: 'NZ' }];
      }),
      'viewer-country',
    ],
    [
      'a ? in the uri',
      returning((request) => {
        request.uri = '/a?b=c';
      }),
      'uri-characters',
    ],
    [
      'a uri that is no path',
      returning((request) => {
        request.uri = 'https://example.org/';
      }),
      'uri-form',
    ],
    [
      'another method',
      returning((request) => Object.assign(request, { method: 'POST' })),
      'read-only-method',
    ],
  ])('that returns %s lets the request pass as it came, and names the rule', async (...given) => {
    const [, decide, rule] = given;
    const { outcome, lines } = await outcomeOf(decide);
    expect(outcome).toEqual(aViewerRequest().request);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.message).toBe('Your handler failed; the request passes untouched');
    expect(lines[0]?.details?.reason).toContain(`it breaks CloudFront's rule ${rule}: `);
  });

  it.each<[string, unknown]>([
    ['an object without a prototype', Object.create(null)],
    ['what throws when its message is read', throwingWhenRead('message')],
    ['a symbol', Symbol('s')],
    ['nothing', undefined],
  ])('that throws %s lets the request pass as it came', async (_, thrown) => {
    const { outcome, lines } = await outcomeOf(() => {
      throw thrown;
    });
    expect(outcome).toEqual(aViewerRequest().request);
    expect(lines).toHaveLength(1);
  });

  it('cannot change afterwards what it returned', async () => {
    let later: CloudFrontRequest | undefined;
    const { outcome } = await outcomeOf(({ request }: EdgeContext) => {
      later = request;
      return request;
    });
    later?.headers.host?.splice(0);
    expect(outcome).toEqual(aViewerRequest().request);
  });
});

/** An error that is one no longer when somebody looks. */
function throwingWhenRead(field: string): Error {
  return Object.defineProperty(new Error(), field, {
    enumerable: true,
    get: () => {
      throw new Error('not to be read');
    },
  });
}
