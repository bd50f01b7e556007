/** The page of `npm start` in a real browser. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type HttpServer, listen } from '../../local-edge/http-server';
import { type Started, start } from '../../local-edge/start';
import { parseFlags } from '../../local-edge/start/flags';
import { FAULTS } from '../../local-edge/store/faults';
import { describeWithChromium } from '../support/browser/describe-with-chromium';
import { type LookedAtPage, lookAt } from '../support/browser/looked-at-page';
import { type Reference, startReference } from '../support/specs-reference';

const SPECS = join(__dirname, '../../local-edge/statsig-config.json');
const text = readFileSync(SPECS, 'utf8');
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

describeWithChromium('the page of npm start in Chromium', (path) => {
  let browser: Browser;
  let folder: string;
  let started: Started;
  let looked: LookedAtPage;
  let page: Page;
  let reference: Reference;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: path,
      // Chromium has no sandbox for root, as whom CI may run. The host is one that an attacker has pointed at this machine.
      args: ['--no-sandbox', '--host-resolver-rules=MAP evil.example 127.0.0.1'],
    });
    folder = mkdtempSync(join(tmpdir(), 'page-test-'));
    reference = await startReference(text);
  });
  afterAll(async () => {
    reference?.stop();
    await browser?.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(async () => {
    await looked?.leave();
    await started?.close();
  });

  function file(name: string, content: string): string {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  }

  async function open(...args: string[]): Promise<void> {
    started = await start(parseFlags(['--port', '0', ...args]), {});
    await look();
  }

  async function look(options: Parameters<typeof lookAt>[2] = {}): Promise<void> {
    looked = await lookAt(browser, started.page ?? '', options);
    page = looked.page;
    await page.locator('#values-rows tr').first().waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
  }

  const visit = (target: string, cookie = '') =>
    fetch(started.edge.url + target, { headers: { cookie } });

  /** Once what it shows is as wanted. */
  async function until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await page.waitForTimeout(20);
  }

  const shownValue = async (name: string): Promise<string> => {
    const row = page.locator('#values-rows tr', { has: page.getByText(name, { exact: true }) });
    return (await row.locator('td').first().textContent()) ?? '';
  };
  /** What the page says the handler makes of the visitor. */
  const user = async () => JSON.parse((await page.locator('#user').textContent()) ?? '');
  const said = (words: RegExp) => page.locator('#said').filter({ hasText: words }).waitFor();
  const requests = () => page.locator('#requests > li');

  it('asks nobody but the local edge, complains of nothing, and is no viewer', async () => {
    await open();
    expect(await requests().count()).toBe(0);
    await page.getByRole('button', { name: 'Send as this visitor' }).click();
    await requests().first().waitFor();
    const { host } = new URL(started.page ?? '');
    expect(new Set(looked.asked.map((address) => new URL(address).host))).toEqual(new Set([host]));
    expect(looked.complaints).toEqual([]);
    expect(await requests().count()).toBe(1);
  });

  it('shows each value as Statsig’s server SDK and the edge itself give it to the visitor who is typed', async () => {
    await open();
    for (const [userID, country, agent] of [
      ['alice', 'DE', CHROME],
      ['bob', 'se', ''],
      ['carol', 'FR', CHROME],
    ] as const) {
      await page.getByLabel('User ID').fill(userID);
      await page.getByLabel('Country').fill(country);
      await page.getByLabel('User agent').fill(agent);
      await page.getByLabel('Email').fill(`${userID}@example.com`);
      await page.getByLabel('More of the user, as JSON').fill('{"custom": {"plan": "pro"}}');
      await until(async () => {
        const { email, custom } = await user();
        return email === `${userID}@example.com` && custom?.plan === 'pro';
      });
      const typed = await user();
      expect(typed).toMatchObject({ userID });
      expect([typed.country ?? '', typed.userAgent ?? '']).toEqual([country.toUpperCase(), agent]);
      const specs = JSON.parse(text);
      for (const { name } of specs.feature_gates) {
        expect([name, await shownValue(name)]).toEqual([
          name,
          String(reference.gate(name, typed).value),
        ]);
      }
      for (const { name } of specs.dynamic_configs) {
        const given = JSON.parse(await shownValue(name));
        expect([name, given]).toEqual([name, reference.config(name, typed).value]);
      }
      const answer = (await (await visit('/', `userID=${userID}`)).json()) as {
        gateValue: boolean;
      };
      expect(await shownValue('test_gate')).toBe(String(answer.gateValue));
    }
    await page.getByLabel('Country').fill('');
    await until(async () => (await shownValue('in_germany')) === 'default');
    await page.getByText('The route’s default: it depends on the visitor').waitFor();
    await page.getByLabel('More of the user, as JSON').fill('{');
    await page.getByRole('alert').filter({ hasText: 'is not JSON' }).waitFor();
  });

  it('draws how a thousand visitors fall, and says it in a table', async () => {
    await open();
    await page.getByRole('button', { name: 'Split of test_gate' }).click();
    const rows = page.locator('#split-rows tr');
    await rows.filter({ hasText: 'test_gate_half' }).first().waitFor();
    const right = Array.from({ length: 1_000 }, (_, index) => {
      const id = `visitor-${index + 1}`;
      return reference.gate('test_gate', { userID: id, customIDs: { stableID: id } }).value;
    }).filter((value) => value === true).length;
    for (const [label, count] of [
      ['on', right],
      ['off', 1_000 - right],
    ] as const) {
      const row = rows.filter({ has: page.getByText(label, { exact: true }) });
      expect(await row.locator('td').first().textContent()).toBe(String(count));
      const [track, share] = await row
        .locator('rect')
        .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
      expect((share ?? 0) / (track ?? 1)).toBeCloseTo(count / 1_000, 2);
    }
  });

  it('shows requests as they pass: what went in, what came out, and what the function did', async () => {
    await open();
    await visit('/a?b=1', 'userID=alice');
    await requests().first().waitFor();
    const first = requests().first();
    expect(await first.textContent()).toMatch(
      /^200GET \/a\?b=1cold startanswered by the function · us-east-1 · [\d.]+ ms/,
    );
    await first.locator('summary').first().click();
    await first.getByText('It answered with 200 and a body of').waitFor();
    await first.getByText('Event in').click();
    await first.getByText('Result out').click();
    expect(await first.locator('pre').first().textContent()).toContain('"querystring": "b=1"');
    expect(await first.locator('pre').nth(1).textContent()).toContain('"status": "200"');
    // It stays open while others come.
    await visit('/next');
    await requests().filter({ hasText: '/next' }).waitFor();
    expect(await requests().nth(1).locator('details').first().getAttribute('open')).not.toBeNull();
    await page.getByLabel('User ID').fill('alice');
    await page.getByLabel('Path').fill('/mine');
    await page.getByRole('button', { name: 'Send as this visitor' }).click();
    await page.locator('#answer').filter({ hasText: 'HTTP/1.1 200 OK' }).waitFor();
    expect(await page.locator('#answer').textContent()).toContain('"userID": "alice"');
    await requests().filter({ hasText: '/mine' }).waitFor();
  });

  it('names the rule that a function broke, with the link to AWS’s page', async () => {
    const code = `export const handler = async ({ Records: [{ cf }] }) => { delete cf.request.headers.host; return cf.request; };`;
    await open('--entry', file('broken.mjs', code));
    await visit('/');
    const broken = requests().first();
    await broken.getByText('read-only-header', { exact: true }).waitFor();
    await broken.locator('summary').first().click();
    const link = broken.getByRole('link', { name: 'read-only-header' });
    expect(await link.getAttribute('href')).toMatch(
      /^https:\/\/docs\.aws\.amazon\.com\/AmazonCloudFront\/latest\/DeveloperGuide\/edge-function-restrictions-all\.html#/,
    );
    await broken.getByText('It removed the request header Host.').waitFor();
    expect(await looked.axe()).toEqual([]);
  });

  it('starts cold and empties the cache', async () => {
    const code = `export const handler = async ({ Records: [{ cf }] }) => cf.response ?? cf.request;`;
    await open('--entry', file('pass.mjs', code), '--cache-policy', 'CachingOptimized');
    const cached = async () => (await visit('/')).headers.get('x-cache');
    expect([await cached(), await cached()]).toEqual([
      'Miss from cloudfront',
      'Hit from cloudfront',
    ]);
    await page.getByText('warm, frozen').waitFor();
    await page.getByRole('button', { name: 'Cold start' }).click();
    await said(/starts cold/);
    await page.getByText('None: the next request starts cold.').waitFor();
    await page.getByRole('button', { name: 'Empty the cache' }).click();
    await said(/The cache was emptied/);
    expect(await cached()).toBe('Miss from cloudfront');
    await page.getByText('warm, frozen').waitFor();
    expect(await requests().filter({ hasText: 'cold start' }).count()).toBe(2);
  });

  it('gives the store its faults', async () => {
    await open();
    const fault = page.getByLabel('Fault');
    for (const name of Object.keys(FAULTS)) {
      await fault.selectOption(name);
      await said(new RegExp(`fault ${name} from now on`));
      expect(started.store.fault()).toBe(name);
    }
    await fault.selectOption('unavailable');
    await said(/fault unavailable/);
    await page.getByText('503 and an empty body').waitFor();
    await page.getByRole('button', { name: 'Cold start' }).click();
    await said(/starts cold/);
    // The specs of the zip answer.
    expect((await visit('/', 'userID=alice')).status).toBe(200);
    await page.getByText('specs in the zip of 2026-01-01').waitFor();
    await fault.selectOption('');
    await said(/as it should/);
    expect(started.store.fault()).toBeNull();
  });

  it('moves Regions and adds them, each with environments of its own', async () => {
    await open();
    const distance = page.getByLabel('Round trip of us-east-1, in milliseconds');
    await distance.fill('7');
    await distance.press('Enter');
    await said(/us-east-1 is 7 ms away/);
    await page.getByLabel('Another Region').selectOption('eu-west-1');
    await page.getByRole('button', { name: 'Add the Region' }).click();
    await said(/eu-west-1 is \d+ ms away/);
    expect(started.edge.regions.map(({ name }) => name)).toEqual(['us-east-1', 'eu-west-1']);
    expect(started.edge.regions[0]?.roundTripMs).toBe(7);
    await page.getByRole('combobox', { name: 'Region', exact: true }).selectOption('eu-west-1');
    await page.getByRole('button', { name: 'Send as this visitor' }).click();
    await requests().filter({ hasText: 'eu-west-1' }).waitFor();
    const row = page.locator('#regions tr').filter({ hasText: 'eu-west-1' });
    await row.getByText('warm, frozen').waitFor();
    expect(await row.textContent()).toMatch(/1 invocation · \d+ MB · specs of 2026-01-01, as of/);
  });

  it('uploads specs, which the values and the function follow, and goes back to the file', async () => {
    await open();
    await page.getByLabel('User ID').fill('alice');
    const specs = JSON.parse(text);
    const before = reference.gate('test_gate', { userID: 'alice' }).value === true;
    specs.feature_gates[0].rules[0].passPercentage = before ? 0 : 100;
    specs.time += 86_400_000;
    const upload = page.getByLabel('Upload a file');
    await upload.setInputFiles(file('others.json', JSON.stringify(specs)));
    await said(/The specs were uploaded/);
    await page.getByText('Uploaded specs, of 2026-01-02').waitFor();
    await until(async () => (await shownValue('test_gate')) === String(!before));
    const gate = async () => {
      const answer = (await (await visit('/', 'userID=alice')).json()) as { gateValue: boolean };
      return answer.gateValue;
    };
    await until(async () => (await gate()) !== before);
    await page.getByText('specs of 2026-01-02').waitFor();
    await upload.setInputFiles(file('broken.json', '<Error><Code>AccessDenied</Code></Error>'));
    await said(/These specs were not uploaded\. .*AccessDenied/);
    await page.getByRole('button', { name: 'Back to the file' }).click();
    await said(/The bucket has the file’s specs/);
    await until(async () => (await shownValue('test_gate')) === String(before));
    expect(readFileSync(SPECS, 'utf8')).toBe(text);
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)(
    'is accessible to axe-core in %s, %d pixels wide, and nothing sticks out',
    async (colorScheme, width) => {
      started = await start(parseFlags(['--port', '0', '--distance', 'us-east-1,eu-west-1']), {});
      await look({ colorScheme, viewport: { width, height: 800 } });
      await page.getByLabel('More of the user, as JSON').fill('{');
      await page.getByRole('alert').waitFor();
      expect(await looked.axe()).toEqual([]);
      await page.getByLabel('More of the user, as JSON').fill('');
      await page.getByRole('alert').waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Send as this visitor' }).click();
      await requests().first().waitFor();
      await page.getByText('warm, frozen').waitFor();
      await requests().first().locator('summary').first().click();
      await requests().first().getByText('Event in').click();
      await page.getByText('The Statsig user').click();
      await page.getByRole('button', { name: 'Cold start' }).click();
      await said(/starts cold/);
      expect(await looked.axe()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    },
    300_000,
  );

  it('can be used by the keyboard alone', async () => {
    await open();
    await visit('/');
    await requests().first().waitFor();
    // Every one, in its order, and each is seen to have the focus.
    const all = await page
      .locator('a, button:enabled, input, select, textarea, summary')
      .evaluateAll(
        (found) =>
          found.filter((one) =>
            (one as unknown as { checkVisibility(): boolean }).checkVisibility(),
          ).length,
      );
    const seen = new Set<string>();
    for (let presses = 0; presses < all + 10; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = (await page.evaluate(`(() => {
        const one = document.activeElement;
        if (!one.matches('a, button, input, select, textarea, summary')) return null;
        const style = getComputedStyle(one.type === 'file' ? one.parentElement : one);
        const at = [...document.querySelectorAll('*')].indexOf(one);
        return { at, outline: style.outlineStyle };
      })()`)) as { at: number; outline: string } | null;
      if (focused === null) continue;
      seen.add(String(focused.at));
      expect(focused.outline).not.toBe('none');
    }
    expect(seen.size).toBe(all);
    await requests().first().locator('summary').first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('It answered with 200').waitFor();
    await page.getByRole('button', { name: 'Cold start' }).focus();
    await page.keyboard.press('Space');
    await said(/starts cold/);
  });

  describe('takes nothing for its own that others made', () => {
    it('whatever specs, requests and functions say, it is text', async () => {
      const attack = `<img src="/x" onerror="document.title='attacked'"><script>document.title='attacked'</script>`;
      const specs = JSON.parse(text);
      const [gate] = specs.feature_gates;
      gate.name = attack;
      gate.rules[0].id = attack;
      specs.dynamic_configs[0].rules[0].groupName = attack;
      specs.dynamic_configs[0].defaultValue = { [attack]: attack };
      const code = `export const handler = async () => { console.log(${JSON.stringify(attack)}); return { status: '200', headers: { 'x-a': [{ value: ${JSON.stringify(attack)} }] }, body: ${JSON.stringify(attack)} }; };`;
      await open(
        '--specs',
        file('attack.json', JSON.stringify(specs)),
        '--entry',
        file('a.mjs', code),
      );
      await visit(`/${encodeURI(attack)}?${attack.replaceAll(' ', '+')}`, attack);
      await page.getByLabel('User ID').fill(attack);
      await page.getByRole('button', { name: 'Send as this visitor' }).click();
      await page.locator('#answer').filter({ hasText: 'onerror' }).waitFor();
      await requests().nth(1).locator('summary').first().click();
      await requests().nth(1).getByText('What it wrote').click();
      await until(async () => (await user()).userID === attack);
      await page.getByRole('button', { name: `Split of ${attack}` }).click();
      await page.locator('#split-rows tr').first().waitFor();
      expect(await page.title()).toBe('Local edge');
      expect(await page.locator('main img, main script').count()).toBe(0);
      expect(looked.complaints).toEqual([]);
    });

    let other: HttpServer;
    afterEach(() => other?.close());

    it('no other site frames it, reads it or presses its buttons', async () => {
      await open();
      const target = started.page ?? '';
      other = await listen({
        port: 0,
        answer: async (_, response) => {
          response.setHeader('content-type', 'text/html');
          response.end(`<iframe src="${target}"></iframe>
            <form id="f" method="post" action="${target}/act" enctype="text/plain" target="_blank">
            <input name='{"do":"fault","fault":"hang","a":"' value='"}'></form>`);
        },
      });
      for (const site of [other.url, other.url.replace('127.0.0.1', 'evil.example')]) {
        await page.goto(site);
        const got = await page.evaluate(
          async ([target, body]) => {
            const tries: Record<string, RequestInit>[] = [
              { read: {} },
              { read: { mode: 'no-cors' } },
              { press: { method: 'POST', body } },
              { press: { method: 'POST', mode: 'no-cors', body } },
              {
                press: {
                  method: 'POST',
                  body,
                  headers: { 'content-type': 'application/json' },
                },
              },
            ];
            const results: string[] = [];
            for (const one of tries) {
              const [[kind, init]] = Object.entries(one) as [[string, RequestInit]];
              const path = kind === 'read' ? '/about' : '/act';
              results.push(
                await fetch(target + path, init).then(
                  async (response) => `${response.status} ${await response.text()}`,
                  () => 'refused',
                ),
              );
            }
            return results;
          },
          [target, '{"do":"fault","fault":"hang"}'] as const,
        );
        expect(got.filter((one) => one !== 'refused' && one !== '0 ')).toEqual([]);
        const [form] = await Promise.all([
          page.context().waitForEvent('page'),
          page.evaluate('document.getElementById("f").submit()'),
        ]);
        await form.waitForLoadState();
        expect(await form.textContent('body')).toContain('"error"');
        await form.close();
        const [, frame] = page.frames();
        expect(await frame?.locator('#visitor').count()).toBe(0);
      }
      expect(started.store.fault()).toBeNull();
    });

    it('no other name that leads to this machine opens it', async () => {
      await open();
      await page.goto(`http://evil.example:${started.edge.port}/__edge`);
      expect(await page.textContent('body')).toContain('is not this machine');
      await page.goto(`http://127.0.0.1:${started.edge.port}/__edge`);
      await page.locator('#values-rows tr').first().waitFor();
    });
  });
});
