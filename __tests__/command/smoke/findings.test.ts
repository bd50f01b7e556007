import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../../command/findings';
import type { Answer } from '../../../command/smoke/ask';
import { findingsOf } from '../../../command/smoke/findings';
import type { Visits } from '../../../command/smoke/visits';

const cookie = (id: string | number) =>
  `statsig.stable_id.1=${id}; Path=/; Max-Age=31536000; Secure; SameSite=Lax`;

/** As the action `respond` answers a visitor who came with an id. */
function answer(body: object | string, headers: Answer['headers'] = {}): Answer {
  return {
    status: 200,
    headers: {
      'cache-control': 'private, no-cache',
      'x-cache': 'LambdaGeneratedResponse from cloudfront',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ms: 1,
  };
}

const gate = (gateValue: boolean, headers?: Answer['headers']) =>
  answer({ success: true, message: 'gate evaluated on Lambda@Edge', gateValue }, headers);

const newcomer = (index: number) => gate(index % 2 === 0, { 'set-cookie': [cookie(index)] });

const sound: Visits = {
  cold: [0, 1, 2].map(newcomer),
  warm: [3, 4].map(newcomer),
  returning: [
    { first: newcomer(0), again: [gate(true), gate(true)] },
    { first: newcomer(1), again: [gate(false), gate(false)] },
  ],
};

const allAs = (change: (each: Answer) => Answer): Visits => ({
  cold: sound.cold.map(change),
  warm: sound.warm.map(change),
  returning: sound.returning.map(({ first, again }) => ({
    first: change(first),
    again: again.map(change),
  })),
});

const withHeaders = (headers: Answer['headers']) =>
  allAs((each) => ({ ...each, headers: { ...each.headers, ...headers } }));

function find(check: string, visits: Visits): Finding {
  const found = findingsOf(visits).find((finding) => finding.check === check);
  if (found === undefined) throw new Error(`There is no check ${check}`);
  return found;
}

/** What is said and advised, in one text. */
const failure = (check: string, visits: Visits) => {
  const { verdict, what, advice } = find(check, visits);
  return `${verdict}: ${what}. ${advice}`;
};

describe('a sound deployment', () => {
  it('has nothing to mend', () => {
    expect(findingsOf(sound).filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    expect(find('values', sound).what).toBe('true for 3, false for 2');
  });

  it('may answer a parameter', () => {
    const parameter = allAs((each) =>
      answer(
        { success: true, message: '', value: each.body.includes('"gateValue":true') ? 'a' : null },
        each.headers,
      ),
    );
    expect(findingsOf(parameter).filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    expect(find('values', parameter).what).toBe('"a" for 3, null for 2');
  });
});

describe('the status', () => {
  const one = (status: number, headers: Answer['headers'] = {}): Visits => ({
    ...sound,
    cold: [{ ...answer('', headers), status }, ...sound.cold.slice(1)],
  });

  it.each([
    [503, 'LambdaExecutionError from cloudfront', '/aws/lambda/us-east-1.<function name>'],
    [502, 'LambdaValidationError from cloudfront', 'answered from ARN'],
    [503, 'LambdaLimitExceeded from cloudfront', 'higher quota of concurrent executions'],
    [404, 'Error from cloudfront', 'attached to the viewer-request event'],
  ])('%p with x-cache %p is explained', (status, cause, advice) => {
    const visits = one(status, { 'x-cache': cause, 'x-amz-cf-pop': 'ARN56-P1' });
    expect(failure('status', visits)).toContain(
      `fail: 1 of 9 answers with another status than 200, such as ${status} (${cause})`,
    );
    expect(failure('status', visits)).toContain(advice);
  });

  it('301 says where it leads', () => {
    const visits = one(301, { location: 'https://example.com/' });
    expect(failure('status', visits)).toContain('leads to https://example.com/');
  });
});

describe('the answer', () => {
  it.each([
    [{ success: false, error: 'no_specs' }, 'Is the object in the bucket'],
    [{ success: false, error: 'too_large' }, 'name one parameter'],
    [{ success: false, error: 'failed' }, 'the log says why'],
    [{ success: false, error: 'news' }, 'The log says why'],
    ['<h1>Example Domain</h1>', 'an answer that is not the function\'s: "<h1>Example Domain'],
    [{ gateValue: true }, 'Is the function attached'],
    [{ success: true, gateValue: 'yes' }, 'Is the function attached'],
    ['null', 'Is the function attached'],
    [{ success: true, message: 'not_evaluated', gateValue: false }, 'Is the name in the specs?'],
  ])('%j is explained', (body, advice) => {
    const visits = { ...sound, warm: [answer(body), ...sound.warm] };
    expect(failure('answer', visits)).toMatch(/^fail: /);
    expect(failure('answer', visits)).toContain(advice);
  });
});

describe('the values', () => {
  it('may be one alone, which is worth a word', () => {
    const open = allAs((each) => gate(true, each.headers));
    expect(find('values', open)).toMatchObject({
      verdict: 'warn',
      what: 'one value alone, true for 5',
    });
  });

  it('are missed', () => {
    expect(
      find(
        'values',
        allAs(() => answer('<html>')),
      ).verdict,
    ).toBe('fail');
  });
});

describe('the same visitor', () => {
  it('must see the same', () => {
    const [one, other] = sound.returning;
    if (one === undefined || other === undefined) throw new Error('Nobody came again');
    const visits = { ...sound, returning: [one, { ...other, again: [gate(false), gate(true)] }] };
    expect(failure('same visitor', visits)).toMatch(/^fail: 1 of 2 visitors saw another value/);
  });

  it('cannot be told without a cookie', () => {
    expect(find('same visitor', { ...sound, returning: [] }).verdict).toBe('warn');
  });
});

describe('the cookie', () => {
  it('may be left out', () => {
    const visits = withHeaders({ 'set-cookie': ['session=1'] });
    expect(failure('cookie', visits)).toMatch(/^warn: no sticky id.*stable_id_cookie = false/);
  });

  it.each([
    [
      'is for every new visitor',
      { ...sound, warm: [gate(true), ...sound.warm] },
      'some new visitors',
    ],
    [
      'has an id of its own for each',
      { ...sound, warm: [newcomer(0), ...sound.warm] },
      'several new visitors were given the same id',
    ],
    [
      'is not given again',
      { ...sound, returning: [{ first: newcomer(0), again: [newcomer(9)] }] },
      'were given a new id',
    ],
    [
      'is whole',
      {
        cold: [],
        warm: [gate(true, { 'set-cookie': ['statsig.stable_id.1=a; Path=/; Max-Age=1'] })],
        returning: [],
      },
      'the cookie has no Secure',
    ],
  ])('%s', (_, visits, what) => {
    expect(failure('cookie', visits)).toMatch(new RegExp(`^fail: .*${what}`));
  });
});

describe('caching', () => {
  it.each(['Hit from cloudfront', 'RefreshHit from cloudfront'])('%s is a failure', (cause) => {
    expect(failure('caching', withHeaders({ 'x-cache': cause }))).toMatch(
      /^fail: .*from the cache/,
    );
  });

  it.each(['public, max-age=60', ''])('cache-control %p is a failure', (value) => {
    expect(failure('caching', withHeaders({ 'cache-control': value }))).toMatch(
      /^fail: caches may keep an answer/,
    );
  });

  it('does not need what other caches do not see', () => {
    const { 'x-cache': _, ...headers } = answer('').headers;
    const [first, ...others] = sound.cold;
    if (first === undefined) throw new Error('Nobody came');
    const visits = {
      ...sound,
      cold: [{ ...first, headers: { ...headers, 'set-cookie': [cookie(99)] } }, ...others],
    };
    expect(find('caching', visits).verdict).toBe('ok');
  });
});
