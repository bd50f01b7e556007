/** Statsig's browser SDK in a real browser, started by the example site from what the edge evaluated. */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { StatsigUser } from '@statsig/client-core';
import { type Browser, chromium } from 'playwright-core';
import ownSpecs from '../../examples/browser-sdk/statsig-config.json';
import { djb2 } from '../../handler/src/djb2';
import { stableIdCookieName } from '../../handler/src/identity/stable-id';
import { describeWithChromium } from '../support/browser/describe-with-chromium';
import { type ExampleSite, startExampleSite } from '../support/browser/example-site';
import {
  type BrowserVisitor,
  browserVisitor,
  type Name,
  type Seen,
} from '../support/browser/visitor';
import { field, gate, rule } from '../support/specs';
import { countriesIn, namesIn } from '../support/specs-conformance';
import { notEvaluable, specsOfEverything } from '../support/specs-of-everything';
import { type Reference, startReference } from '../support/specs-reference';
import { visitors as others } from '../support/specs-visitors';

const COOKIE = stableIdCookieName('client-local-demo');
const BRAKE = 'edge_off';

const specs = {
  ...specsOfEverything,
  feature_gates: [
    // statsig-node goes round in a circle until its stack is full.
    ...specsOfEverything.feature_gates.filter(({ name }) => name !== 'rests on itself'),
    ...ownSpecs.feature_gates,
    gate(BRAKE, [rule([field('userID', 'any', ['nobody-evaluates'])])]),
  ],
};
const text = JSON.stringify(specs);
const names = namesIn(text).filter(({ kind, name }) => !(`${kind}:${name}` in notEvaluable));
const countries = countriesIn(text);
const LISTS = { gate: 'feature_gates', config: 'dynamic_configs', layer: 'layer_configs' } as const;

interface Person {
  visitor: BrowserVisitor;
  userAgent?: string;
  userID: string;
  /** From the first visit on. */
  stableId?: string;
}

/** Where the address is of no country, the edge leaves out what is decided by the country alone. */
const isByCountry = (reference: Reference, { kind, name }: Name, user: StatsigUser) =>
  new Set(
    countries.map((country) => JSON.stringify(reference[kind](name, { ...user, country }).value)),
  ).size > 1;

describeWithChromium('the browser SDK in Chromium', (path) => {
  let browser: Browser;
  let site: ExampleSite;
  let reference: Reference;
  beforeAll(async () => {
    // Chromium has no sandbox for root, as whom CI may run.
    browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
    site = await startExampleSite(specs, { killSwitchGate: BRAKE });
    reference = await startReference(text);
  });
  afterAll(async () => {
    reference?.stop();
    await site?.close();
    await browser?.close();
  });

  const here: BrowserVisitor[] = [];
  async function everybodyLeaves(): Promise<void> {
    await Promise.all(here.splice(0).map((visitor) => visitor.leave()));
  }
  afterEach(everybodyLeaves);
  async function newVisitor(userAgent?: string, network?: object): Promise<BrowserVisitor> {
    const visitor = await browserVisitor(browser, site.started.edge.url, userAgent, network);
    here.push(visitor);
    return visitor;
  }

  /** Holds each value against what Statsig's server SDK gives a browser; how many were. */
  function expectRight(
    { given, notEvaluated, stableId, shown, title }: Seen,
    user: StatsigUser,
  ): number {
    const whole = { ...user, customIDs: { stableID: stableId } };
    const right = reference.bootstrap(whole, 'client-local-demo');
    let compared = 0;
    const differences = names.flatMap((named, at) => {
      const { value, reason } = given[at] ?? {};
      const isLeftOut = reason === 'Bootstrap:Unrecognized';
      if (isLeftOut && isByCountry(reference, named, whole)) {
        expect(notEvaluated[LISTS[named.kind]]).toContain(djb2(named.name));
        return [];
      }
      const item = right[LISTS[named.kind]]?.[djb2(named.name)] as { value: unknown } | undefined;
      // Segments and holdouts are no browser's.
      if (isLeftOut && item === undefined) return [];
      compared += 1;
      const isRight = isDeepStrictEqual(value, item?.value) && reason === 'Bootstrap:Recognized';
      return isRight ? [] : [{ named, value, right: item?.value, reason }];
    });
    expect(differences).toEqual([]);
    const isNew = reference.gate('new_home', whole).value;
    expect({ shown, title }).toEqual(
      isNew ? { shown: 'on', title: 'The new home' } : { shown: 'off', title: 'Home' },
    );
    return compared;
  }

  it('gives 50 visitors what Statsig’s servers would: at first, after a reload and a cold start, and signed in', async () => {
    const agents = others.map(({ userAgent }) => userAgent).filter((agent) => agent);
    const ids = new Set<string>();
    let compared = 0;
    // Ten at a time: each has a process of the browser's.
    for (let first = 0; first < 50; first += 10) {
      const people: Person[] = [];
      for (let at = first; at < first + 10; at += 1) {
        const userAgent = agents[at % agents.length];
        people.push({ visitor: await newVisitor(userAgent), userAgent, userID: `user-${at}` });
      }
      const everybodyVisits = async (isSignedIn: boolean) => {
        for (const person of people) {
          const { visitor, userAgent, userID } = person;
          const seen = await visitor.visit(names);
          const user = { userAgent, ip: '127.0.0.1', ...(isSignedIn && { userID }) };
          compared += expectRight(seen, user);
          const cookies = (await visitor.cookies()).filter(({ name }) => name === COOKIE);
          person.stableId ??= seen.stableId;
          const { stableId } = person;
          expect([seen.stableId, ...cookies.map(({ value }) => value)]).toEqual([
            stableId,
            stableId,
          ]);
          expect(visitor.asked).toEqual([]);
          ids.add(seen.stableId);
        }
      };
      await everybodyVisits(false);
      // One of them then meets a cold start, the others reload from a warm environment.
      await site.started.edge.coldStart();
      await everybodyVisits(false);
      for (const { visitor, userID } of people) await visitor.signIn(userID);
      await everybodyVisits(true);
      await everybodyLeaves();
    }
    expect(ids.size).toBe(50);
    // Some are left out, most are not.
    expect(compared).toBeGreaterThan(3 * 50 * names.length * 0.8);
    process.stderr.write(`\n${compared} values in the browser compared with Statsig's\n`);
  }, 600_000);

  it('starts from Statsig’s own answer where the edge has none, and is the same visitor', async () => {
    const network = {
      has_updates: true,
      time: 1,
      hash_used: 'none',
      feature_gates: { new_home: { name: 'new_home', value: true, rule_id: 'of-the-network' } },
      dynamic_configs: {},
      layer_configs: {},
    };
    const visitor = await newVisitor(undefined, network);
    const before = await visitor.visit([]);
    await visitor.signIn('nobody-evaluates');
    const { shown, stableId } = await visitor.visit([]);
    expect(shown).toBe('on');
    expect(visitor.asked.length).toBeGreaterThan(0);
    expect(stableId).toBe(before.stableId);
  });

  it('shows the page with its defaults where neither has', async () => {
    const visitor = await newVisitor();
    await visitor.signIn('nobody-evaluates');
    const { shown, title } = await visitor.visit([]);
    expect({ shown, title }).toEqual({ shown: 'off', title: 'Home' });
    expect(visitor.asked.length).toBeGreaterThan(0);
  });
});
