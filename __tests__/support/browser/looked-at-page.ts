import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export interface LookedAtPage {
  page: Page;
  /** Addresses that the browser asked for. */
  asked: string[];
  /** What the page complained of: errors, and what its policy forbade. */
  complaints: string[];
  /** What axe-core finds wrong now: its rules, with the elements. */
  axe(): Promise<string[]>;
  leave(): Promise<void>;
}

/** A page in a browser profile of its own. */
export async function lookAt(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<LookedAtPage> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  // A test that hangs is ended by jest.
  context.setDefaultTimeout(0);
  const [asked, complaints]: [string[], string[]] = [[], []];
  context.on('request', (request) => asked.push(request.url()));
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(address);
  return {
    page,
    asked,
    complaints,
    axe: async () => {
      await page.evaluate(`${AXE};0`);
      const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
    },
    leave: () => context.close(),
  };
}
