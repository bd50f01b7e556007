/** The examples, bundled and run as Lambda runs them. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { buildHandler } from '../../../handler/build';
import type { CloudFrontHeaders } from '../../../handler/src/cloudfront';
import { djb2 } from '../../../handler/src/djb2';
import { type Environment, startEnvironment } from '../../../local-edge/environment';
import { checkResult } from '../../../local-edge/rules';
import { aViewerRequest } from '../../support/cloudfront-events';
import { type Loopback, startLoopback } from '../../support/handler/loopback';
import { everybody, experiment, field, gate, rule, specs } from '../../support/specs';

const EXAMPLES = join(__dirname, '..', '..', '..', 'examples', 'handlers');

let store: Loopback;
let folder: string;
beforeAll(async () => {
  store = await startLoopback();
  folder = mkdtempSync(join(tmpdir(), 'examples-test-'));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const environments: Environment[] = [];
afterEach(async () => {
  await Promise.all(environments.splice(0).map((environment) => environment.stop()));
});

/** Bundles an example and starts it with these specs in its store. */
function start(example: string, inStore: object): Environment {
  store.answerWith((_, response) => response.end(JSON.stringify(inStore)));
  buildHandler({ entry: join(EXAMPLES, example), outfile: join(folder, 'index.mjs') });
  const settings = {
    clientKey: 'client-of-nobody',
    specs: { url: `${store.url}/statsig-config.json`, access: 'public' },
  };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  const environment = startEnvironment({
    folder,
    hostOverrides: { [store.url]: store.url },
    timeoutMs: 30_000,
    initTimeoutMs: 30_000,
    memoryMb: 128,
    onLog: () => {},
  });
  environments.push(environment);
  return environment;
}

/** What comes of a request, after it was held against CloudFront's rules. */
async function resultFor(
  environment: Environment,
  uri: string,
  headers: CloudFrontHeaders = {},
): Promise<Record<string, unknown>> {
  const { config, request } = aViewerRequest(headers);
  const before = { config, request: { ...request, uri, querystring: 'a=1' } };
  const outcome = await environment.invoke({ Records: [{ cf: structuredClone(before) }] });
  if (outcome.kind === 'failed') throw new Error(outcome.reason);
  const result = JSON.parse(outcome.json);
  expect(checkResult('viewer-request', before, result)).toEqual([]);
  return result;
}

/** The path that the origin is asked for. */
async function pathFor(...request: Parameters<typeof resultFor>): Promise<unknown> {
  const result = await resultFor(...request);
  expect(result.querystring).toBe('a=1');
  return result.uri;
}

describe('beta-site', () => {
  const email = (value: string) => ({ 'x-user-email': [{ key: 'X-User-Email', value }] });
  const withGate = specs({
    feature_gates: [
      gate('beta_site', [rule([field('email', 'str_contains_any', ['@example.com'])])]),
    ],
  });

  it('leads those whom the gate lets in to the beta, once', async () => {
    const environment = start('beta-site.ts', withGate);
    const ann = email('ann@example.com');
    expect(await pathFor(environment, '/shop/', ann)).toBe('/beta/shop/');
    expect(await pathFor(environment, '/beta/shop/', ann)).toBe('/beta/shop/');
  });

  it('leaves everybody else where they are', async () => {
    const environment = start('beta-site.ts', withGate);
    expect(await pathFor(environment, '/shop/', email('bob@elsewhere.com'))).toBe('/shop/');
    expect(await pathFor(environment, '/shop/')).toBe('/shop/');
  });

  it('leaves everybody where they are while the specs have no such gate', async () => {
    const environment = start('beta-site.ts', specs({}));
    expect(await pathFor(environment, '/shop/', email('ann@example.com'))).toBe('/shop/');
  });
});

describe('inlined-values', () => {
  const inStore = specs({
    feature_gates: [
      gate('new_home', [rule([everybody], { id: '</script><script>' })]),
      gate('other', [rule([everybody])]),
    ],
  });

  it('has what the browser starts from in the page', async () => {
    const { status, body } = await resultFor(start('inlined-values.ts', inStore), '/');
    const [, json = ''] = /id="statsig">(.*?)<\/script>/.exec(String(body)) ?? [];
    expect(status).toBe('200');
    expect(JSON.parse(json)).toMatchObject({
      has_updates: true,
      feature_gates: {
        [djb2('new_home')]: { value: true, rule_id: '</script><script>' },
      },
    });
    expect(json).not.toContain(djb2('other'));
  });

  it('leaves other pages to the origin', async () => {
    expect(await pathFor(start('inlined-values.ts', inStore), '/shop/')).toBe('/shop/');
  });
});

describe('landing-page', () => {
  const showing = (variant: unknown) =>
    specs({
      dynamic_configs: [
        experiment('landing_page', [rule([everybody], { returnValue: { variant } })]),
      ],
    });

  it.each([
    ['short', '/landing/short.html'],
    ['control', '/index.html'],
    ['__proto__', '/index.html'],
    [7, '/index.html'],
    [undefined, '/index.html'],
  ])('shows the page of the variant %p', async (variant, page) => {
    expect(await pathFor(start('landing-page.ts', showing(variant)), '/')).toBe(page);
  });

  it('is about the landing page only', async () => {
    expect(await pathFor(start('landing-page.ts', showing('short')), '/shop/')).toBe('/shop/');
  });
});
