import type { Browser, Page } from 'playwright-core';

/** What the browser SDK gave for one name. */
export interface Given {
  value: unknown;
  /** `Bootstrap:Recognized` for what the edge evaluated. */
  reason: string;
}

export interface Name {
  kind: 'gate' | 'config' | 'layer';
  name: string;
}

/** What one visit of a page came to. */
export interface Seen {
  title: string;
  /** What the page itself shows. */
  shown: string | null;
  stableId: string;
  given: Given[];
  /** Hashes of names, by their lists. */
  notEvaluated: Record<string, string[]>;
}

export interface BrowserVisitor {
  visit(names: Name[]): Promise<Seen>;
  signIn(userID: string): Promise<void>;
  cookies(): Promise<{ name: string; value: string }[]>;
  /** Requests to Statsig for values. */
  asked: string[];
  leave(): Promise<void>;
}

/**
 * A visitor with a browser profile of their own. Statsig is not on this machine: it answers what `network` says, or not
 * at all.
 */
export async function browserVisitor(
  browser: Browser,
  site: string,
  userAgent?: string,
  network?: object,
): Promise<BrowserVisitor> {
  const context = await browser.newContext(userAgent === undefined ? {} : { userAgent });
  // A test that hangs is ended by jest.
  context.setDefaultTimeout(0);
  const asked: string[] = [];
  await context.route(/^https:/, async (route) => {
    const url = route.request().url();
    if (!url.includes('/initialize')) return route.fulfill({ status: 202, json: {} });
    asked.push(url);
    return network === undefined ? route.abort() : route.fulfill({ json: network });
  });
  const page = await context.newPage();
  return {
    visit: (names) => seenOn(page, site, names),
    signIn: (userID) => context.addCookies([{ name: 'userID', value: userID, url: site }]),
    cookies: () => context.cookies(site),
    asked,
    leave: () => context.close(),
  };
}

async function seenOn(page: Page, site: string, names: Name[]): Promise<Seen> {
  await page.goto(site);
  await page.locator('output:not(:empty)').waitFor();
  const inPage = await page.evaluate(`(${readClient})(${JSON.stringify(names)})`);
  return {
    title: await page.title(),
    shown: await page.locator('output').textContent(),
    ...(inPage as Pick<Seen, 'stableId' | 'given' | 'notEvaluated'>),
  };
}

/** Runs in the page, on the client that the page made. */
const readClient = `(names) => {
  const client = globalThis.__STATSIG__.firstInstance;
  const read = {
    gate: (name) => client.getFeatureGate(name),
    config: (name) => client.getDynamicConfig(name),
    layer: (name) => client.getLayer(name),
  };
  return {
    stableId: client.getContext().stableID,
    notEvaluated: client.getContext().values?.not_evaluated ?? {},
    given: names.map(({ kind, name }) => {
      const { value, __value, details } = read[kind](name);
      return { value: kind === 'layer' ? __value : value, reason: details.reason };
    }),
  };
}`;
