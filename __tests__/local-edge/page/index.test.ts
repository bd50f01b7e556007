import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { stableIdCookieName } from '../../../handler/src/identity/stable-id';
import type { Action, RequestDetail, Split, State, Values } from '../../../local-edge/page/api';
import type { RequestReport } from '../../../local-edge/request-report';
import { type Started, start } from '../../../local-edge/start';
import { parseFlags } from '../../../local-edge/start/flags';
import { welcome } from '../../../local-edge/start/lines';
import { FAULTS } from '../../../local-edge/store/faults';
import { askPage } from '../../support/local-edge/ask-page';
import { type Reference, startReference } from '../../support/specs-reference';
import { visitors } from '../../support/specs-visitors';

const SPECS = join(__dirname, '../../../local-edge/statsig-config.json');
const text = readFileSync(SPECS, 'utf8');
const NOBODY = {
  ...{
    userID: '',
    stableID: '',
    country: '',
    ip: '',
    userAgent: '',
    cookie: '',
    email: '',
    more: '',
  },
};

let folder: string;
let started: Started;
let reports: RequestReport[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => started.close());

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function open(...args: string[]): Promise<void> {
  reports = [];
  started = await start(parseFlags(['--port', '0', ...args]), {
    request: (report) => reports.push(report),
  });
}

const ask = (...args: [path: string, body?: object | string, headers?: Record<string, string>]) =>
  askPage(started.edge, ...args);

/** The state until it is as wanted. */
function stateWhere(isWanted: (state: State) => boolean): Promise<State> {
  return new Promise((resolve, reject) => {
    const events = get(`${started.edge.url}/__edge/events`, (response) => {
      let told = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        told += chunk;
        const whole = told.split('\n\n');
        told = whole.pop() ?? '';
        const wanted = whole
          .map((event): State => JSON.parse(event.replace(/^data: /, '')))
          .find(isWanted);
        if (wanted === undefined) return;
        events.destroy();
        resolve(wanted);
      });
    });
    events.once('error', reject);
  });
}
const stateNow = () => stateWhere(() => true);
const act = (action: Action) => ask('/act', action);

describe('the page', () => {
  it('is there, and the start says where; nothing else may be loaded, framed or run', async () => {
    await open();
    expect(welcome(started)).toContain(`http://localhost:${started.edge.port}/__edge `);
    for (const [path, type] of [
      ['', 'text/html'],
      ['/', 'text/html'],
      ['?a', 'text/html'],
      ['/page.css', 'text/css'],
      ['/page.js', 'text/javascript'],
      ['/icon.svg', 'image/svg+xml'],
    ] as const) {
      const { status, headers } = await ask(path);
      expect([path, status, headers['content-type']?.split(';')[0]]).toEqual([path, 200, type]);
      const policy = headers['content-security-policy'];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    const page = (await ask('')).text;
    const loaded = [...page.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(loaded.filter((address) => !/^(\/__edge\/|#)/.test(address ?? ''))).toEqual([]);
    expect(page).not.toMatch(/\son\w+=|<style|style=/);
    expect(reports).toEqual([]);
  });

  it('takes no path of the distribution but its own, and none without it', async () => {
    await open();
    expect((await fetch(`${started.edge.url}/__edges`)).headers.get('via')).toContain('CloudFront');
    expect(reports.map(({ target }) => target)).toEqual(['/__edges']);
    await started.close();
    await open('--no-page');
    expect(started.page).toBeNull();
    expect(welcome(started)).not.toContain('__edge');
    expect((await fetch(`${started.edge.url}/__edge`)).headers.get('via')).toContain('CloudFront');
    expect(reports.map(({ target }) => target)).toEqual(['/__edge']);
  });

  it('says what is not there', async () => {
    await open();
    const { status, json } = await ask('/other');
    expect([status, json()]).toEqual([404, { error: 'There is nothing here, or not any more.' }]);
    expect((await ask('/__proto__')).status).toBe(404);
    expect((await ask('/other', {})).status).toBe(405);
    expect((await ask('/__proto__', {})).status).toBe(405);
  });

  it.each([
    ['is not JSON', '{', 'The request is not JSON.'],
    ['is no object', '[]', 'The request is not a JSON object.'],
    ['has no visitor', {}, 'The visitor is not a JSON object.'],
    ['has a number as country', { visitor: { country: 1 } }, 'The request needs country, a text.'],
    [
      'has no JSON as more of the user',
      { visitor: { more: '{' } },
      /^The field “More of the user” is not JSON: .*"plan": "pro"/,
    ],
    [
      'has a list as custom fields',
      { visitor: { more: '{"custom": []}' } },
      /has a custom that is not a JSON object/,
    ],
    [
      'has a long cookie',
      { visitor: { cookie: 'a'.repeat(10_001) } },
      'The visitor’s cookie is longer than 10000 characters.',
    ],
  ])('refuses a body that %s', async (_, body, error) => {
    await open();
    const answer = await ask('/values', body);
    expect([answer.status, answer.json()]).toEqual([
      400,
      { error: typeof error === 'string' ? error : expect.stringMatching(error) },
    ]);
  });

  it('is there by HTTP/2, too, for its own scripts alone', async () => {
    await open('--https', '0');
    const { url = '', port, certificate = '' } = started.edge.https ?? {};
    const session = connectHttp2(url, { ca: certificate });
    const statusOf = async (headers: Record<string, string>, body?: string) => {
      const stream = session.request({ ':authority': `localhost:${port}`, ...headers });
      stream.end(body);
      const [answer] = await once(stream, 'response');
      stream.resume();
      return answer[':status'];
    };
    const press = { ':method': 'POST', ':path': '/__edge/act', 'content-type': 'application/json' };
    const own = { ...press, origin: `https://localhost:${port}` };
    try {
      expect(await statusOf({ ':path': '/__edge' })).toBe(200);
      expect(await statusOf(own, '{"do":"invalidate"}')).toBe(200);
      expect(await statusOf({ ...own, origin: `http://localhost:${port}` }, '{}')).toBe(403);
      const evil = { ':authority': `evil.example:${port}`, origin: `https://evil.example:${port}` };
      expect(await statusOf({ ...press, ...evil }, '{}')).toBe(403);
      expect(await statusOf({ ':path': '/__edge', ':authority': 'evil.example' })).toBe(403);
    } finally {
      session.close();
    }
  });

  it('stays where somebody goes away in the middle', async () => {
    await open();
    const { port } = started.edge;
    for (const path of ['/act', '/values', '/send']) {
      const socket = connect(port, '127.0.0.1');
      socket.write(
        `POST /__edge${path} HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\n` +
          'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"do":',
        () => socket.destroy(),
      );
      await once(socket, 'close');
    }
    const events = get(`${started.edge.url}/__edge/events`, (response) => {
      response.once('data', () => events.destroy());
    });
    await once(events, 'close');
    await fetch(started.edge.url);
    expect((await stateNow()).requests).toHaveLength(1);
  });

  it('refuses requests that its own script did not send, before it does anything', async () => {
    await open();
    await fetch(started.edge.url);
    const { port } = started.edge;
    const others: Record<string, string>[] = [
      { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
      { origin: 'http://localhost:1' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      { 'content-type': 'text/plain' },
    ];
    for (const headers of others) {
      const { status } = await ask('/act', { do: 'fault', fault: 'hang' }, headers);
      expect([403, 415]).toContain(status);
    }
    expect(started.store.fault()).toBeNull();
    expect((await ask('/events', undefined, { host: 'evil.example' })).status).toBe(403);
  });
});

describe('the values', () => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await startReference(text);
  });
  afterAll(() => reference.stop());

  it('of a typed visitor are those of Statsig’s server SDK', async () => {
    await open();
    for (const { userAgent = '', country = '' } of visitors) {
      for (const userID of ['alice', 'bob', 'a@example.com']) {
        const email = `${userID}@example.com`;
        const typed = { ...NOBODY, userID, stableID: 's-1', userAgent, country, email };
        const visitor = { ...typed, more: '{"custom": {"plan": "pro"}}' };
        const { user, specs } = (await ask('/values', { visitor })).json() as Values;
        expect(user).toMatchObject({ userID, email, custom: { plan: 'pro' } });
        expect(specs.length).toBeGreaterThan(5);
        for (const { key, name, value, rule, reason } of specs) {
          if (value === undefined) continue;
          const kind = key.slice(0, key.indexOf(':')) as 'gate' | 'config' | 'layer';
          const right = reference[kind](name, user);
          expect([name, value, rule]).toEqual([name, right.value, right.ruleID]);
          expect(reason).toMatch(/\.$/);
        }
      }
    }
  });

  it('are what the function answers through the edge for the same visitor', async () => {
    await open();
    for (const userID of ['alice', 'bob', 'carol', 'dave']) {
      const visitor = { ...NOBODY, userID };
      const { specs } = (await ask('/values', { visitor })).json() as Values;
      const answer = await fetch(started.edge.url, { headers: { cookie: `userID=${userID}` } });
      const { gateValue } = (await answer.json()) as { gateValue: boolean };
      expect(specs.find(({ name }) => name === 'test_gate')?.value).toBe(gateValue);
    }
  });

  it('have the reason of a default', async () => {
    const specs = JSON.parse(text);
    specs.feature_gates[0].rules[0].conditions = [
      { type: 'user_field', operator: 'in_segment_list', field: 'userID', targetValue: 'list' },
    ];
    await open('--specs', file('lists.json', JSON.stringify(specs)));
    const values = (await ask('/values', { visitor: NOBODY })).json() as Values;
    const [first] = values.specs;
    expect(first).toMatchObject({ name: 'test_gate', rule: '' });
    expect(first?.value).toBeUndefined();
    expect(first?.reason).toMatch(/list/i);
    const split = (await ask('/split', { key: 'gate:test_gate', visitor: NOBODY })).json() as Split;
    expect(split.shares).toEqual([{ label: 'the route’s default', rule: '', visitors: 1_000 }]);
  });

  it('of a thousand visitors are as many as Statsig’s', async () => {
    await open();
    const { shares, visitors: all } = (
      await ask('/split', { key: 'gate:test_gate', visitor: NOBODY })
    ).json() as Split;
    const right = Array.from({ length: 1_000 }, (_, index) => {
      const id = `visitor-${index + 1}`;
      return reference.gate('test_gate', { userID: id, customIDs: { stableID: id } }).value;
    }).filter((value) => value === true).length;
    expect(all).toBe(1_000);
    expect(shares.find(({ label }) => label === 'on')?.visitors).toBe(right);
    expect(shares.find(({ label }) => label === 'off')?.visitors).toBe(1_000 - right);
    const other = await ask('/split', { key: 'gate:nowhere', visitor: NOBODY });
    expect([other.status, other.json()]).toEqual([
      400,
      { error: 'The specs have no gate nowhere. Choose one that is in the list.' },
    ]);
  });
});

describe('a request', () => {
  it('is told as it passes, with what the function was given and did', async () => {
    await open();
    const seen = stateWhere(({ requests }) => requests.length > 0);
    await fetch(`${started.edge.url}/a?b=1`, { headers: { cookie: 'userID=alice' } });
    const [request] = (await seen).requests;
    expect(request).toMatchObject({
      ...{ method: 'GET', target: '/a?b=1', status: 200, by: 'function', region: 'us-east-1' },
      ...{ cold: true, broken: [] },
    });
    const detail = (await ask(`/requests/${request?.id}`)).json() as RequestDetail;
    expect(detail.invocations).toMatchObject([
      {
        eventType: 'viewer-request',
        did: [
          expect.stringMatching(/^It answered with 200 and a body of \d+ characters\.$/),
          expect.stringMatching(/^It added the response header Set-Cookie: statsig\.stable_id\./),
        ],
        event: { request: { uri: '/a', querystring: 'b=1' } },
        result: { status: '200' },
        lines: expect.arrayContaining([expect.stringContaining('Config specs loaded')]),
      },
    ]);
  });

  it('that breaks a rule has it with its link', async () => {
    const entry = file(
      'broken.mjs',
      `export const handler = async () => ({ status: '999', body: '<script>alert(1)</script>' });`,
    );
    await open('--entry', entry);
    await fetch(started.edge.url);
    const [request] = (await stateNow()).requests;
    expect(request).toMatchObject({ status: 502, by: 'cloudfront', broken: ['status'] });
    const { violations } = (await ask(`/requests/${request?.id}`)).json() as RequestDetail;
    expect(violations).toMatchObject([
      {
        rule: 'status',
        eventType: 'viewer-request',
        document: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
      },
    ]);
  });

  it('is sent with what the settings find a visitor by', async () => {
    const settings = {
      clientKey: 'client-mine',
      specs: { url: 'https://mine.s3.eu-west-1.amazonaws.com/s.json', region: 'eu-west-1' },
      identity: { userIdHeader: 'x-user', countryHeader: 'x-country' },
    };
    await open('--settings', file('settings.json', JSON.stringify(settings)));
    const visitor = { ...NOBODY, userID: 'alice', stableID: 's-1', country: 'DE', cookie: 'a=1' };
    await ask('/send', { visitor, path: '/__edges', region: '' });
    const cookie = `${stableIdCookieName('client-mine')}=s-1; a=1`;
    expect(reports[0]?.headers).toEqual([
      ...['Host', `localhost:${started.edge.port}`, 'Cookie', cookie],
      ...['x-user', 'alice', 'x-country', 'DE', 'Connection', 'close'],
    ]);
  });

  it('is sent as the visitor, to a Region', async () => {
    await open('--distance', 'us-east-1,eu-west-1');
    const visitor = { ...NOBODY, userID: 'alice', userAgent: 'Mine' };
    const sent = await ask('/send', { visitor, path: '/p', region: 'eu-west-1' });
    expect(sent.json()).toEqual({ done: expect.stringContaining('HTTP/1.1 200 OK') });
    expect(reports).toMatchObject([{ target: '/p', region: 'eu-west-1', status: 200 }]);
    expect(reports[0]?.headers).toEqual(expect.arrayContaining(['userID=alice', 'Mine']));
    for (const path of ['https://example.org/', '/__edge/events', '']) {
      expect((await ask('/send', { visitor, path, region: '' })).status).toBe(400);
    }
  });
});

describe('a button', () => {
  it('discards the environments, which the Regions show with their specs', async () => {
    await open();
    await fetch(started.edge.url);
    const { regions } = await stateNow();
    expect(regions).toMatchObject([
      {
        name: 'us-east-1',
        roundTripMs: 0,
        environments: [
          {
            state: 'frozen',
            invocations: 1,
            specs: { origin: 'S3', time: '2026-01-01T00:00:00.000Z' },
          },
        ],
      },
    ]);
    expect((await act({ do: 'cold-start' })).json()).toEqual({
      done: expect.stringContaining('starts cold'),
    });
    expect((await stateNow()).regions[0]?.environments).toEqual([]);
  });

  it('empties the cache', async () => {
    const entry = file(
      'pass.mjs',
      'export const handler = async ({ Records: [{ cf }] }) => cf.response ?? cf.request;',
    );
    await open('--entry', entry, '--cache-policy', 'CachingOptimized');
    const cached = async () => (await fetch(started.edge.url)).headers.get('x-cache');
    expect([await cached(), await cached()]).toEqual([
      'Miss from cloudfront',
      'Hit from cloudfront',
    ]);
    await act({ do: 'invalidate' });
    expect(await cached()).toBe('Miss from cloudfront');
  });

  it('gives the store each of its faults, and takes it away', async () => {
    await open();
    for (const fault of Object.keys(FAULTS)) {
      expect((await act({ do: 'fault', fault })).status).toBe(200);
      expect((await stateNow()).store.fault).toBe(fault);
    }
    await act({ do: 'fault', fault: '' });
    expect(started.store.fault()).toBeNull();
    const { status, json } = await act({ do: 'fault', fault: 'constructor' });
    expect([status, json()]).toEqual([400, { error: expect.stringContaining('stopped, hang,') }]);
  });

  it('puts a Region far away, or adds one', async () => {
    await open();
    expect((await act({ do: 'place', region: 'us-east-1', roundTripMs: 12 })).status).toBe(200);
    expect((await act({ do: 'place', region: 'eu-west-1', roundTripMs: 80 })).status).toBe(200);
    const { regions } = await stateNow();
    expect(regions.map(({ name, roundTripMs }) => [name, roundTripMs])).toEqual([
      ['us-east-1', 12],
      ['eu-west-1', 80],
    ]);
    for (const [region, roundTripMs] of [
      ['eu-west-1', 2_001],
      ['eu-west-1', -1],
      ['<b>', 1],
      ['', 1],
    ] as const) {
      expect((await act({ do: 'place', region, roundTripMs })).status).toBe(400);
    }
    expect(started.edge.regions).toHaveLength(2);
  });

  it('uploads specs, for the values and for the function, and goes back to the file, which stays as it is', async () => {
    await open();
    const specs = JSON.parse(text);
    specs.feature_gates[0].rules[0].passPercentage = 0;
    specs.time += 1_000;
    const valueOfGate = async () => {
      const { specs } = (
        await ask('/values', { visitor: { ...NOBODY, userID: 'alice' } })
      ).json() as Values;
      return specs.find(({ name }) => name === 'test_gate')?.value;
    };
    const before = await valueOfGate();
    const uploaded = await act({ do: 'upload', specs: JSON.stringify(specs) });
    expect(uploaded.json()).toEqual({ done: expect.stringContaining('within 5 seconds') });
    expect(await valueOfGate()).toBe(false);
    expect((await stateNow()).specs).toMatchObject({
      file: null,
      time: '2026-01-01T00:00:01.000Z',
    });
    expect(readFileSync(SPECS, 'utf8')).toBe(text);
    const refused = await act({ do: 'upload', specs: '<Error><Code>AccessDenied</Code></Error>' });
    expect([refused.status, refused.json()]).toEqual([
      400,
      { error: expect.stringMatching(/^These specs were not uploaded\. .*AccessDenied/) },
    ]);
    expect(await valueOfGate()).toBe(false);
    await act({ do: 'specs-of-file' });
    expect(await valueOfGate()).toBe(before);
    expect((await stateNow()).specs.file).toMatch(/statsig-config\.json$/);
  });

  it('that there is not is refused', async () => {
    await open();
    for (const name of ['other', '__proto__', 'constructor']) {
      const { status, json } = await ask('/act', { do: name });
      expect([status, json()]).toEqual([400, { error: expect.stringContaining('cold-start') }]);
    }
  });
});
