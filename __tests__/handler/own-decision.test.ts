import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Decide, EdgeContext } from '../../handler/src/decision';
import { Evaluations } from '../../handler/src/evaluations';
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
  const context: EdgeContext = { request, user, statsig: new Evaluations(null, user, null) };
  const outcome = (async () => {
    try {
      return await decision.decide(context, { snapshot: null, problem: null });
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

  it.each([
    ['a text'],
    [true],
    [42],
    [{}],
    [{ status: 200, body: 'a number for a status' }],
    [{ status: '200', headers: 'none' }],
    [{ uri: '/no/headers' }],
    [{ uri: '/no/headers', headers: null }],
    [['a', 'list']],
  ])('that returns %j lets the request pass as it came', async (nonsense) => {
    const { outcome, lines } = await outcomeOf(() => nonsense);
    expect(outcome).toEqual(aViewerRequest().request);
    expect(lines[0]?.details?.reason).toMatch(/neither the request nor a response/);
  });
});
