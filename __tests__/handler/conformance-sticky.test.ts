import { describe, expect, it } from '@jest/globals';
import { stableIdCookieName } from '../../handler/src/identity/stable-id';
import { anExperiment, Browser, bodyOf, KEY } from '../support/handler/kept-groups';
import { bucket, layer, rule, type Spec, specs } from '../support/specs';
import { handlerOnSpecs } from '../support/specs-handler';
import { type Persisted, startReference } from '../support/specs-reference';

const COOKIE = stableIdCookieName('client-of-nobody');
const VISITORS = Array.from({ length: 400 }, (_, index) => ({
  stableID: `visitor-${index}`,
  userID: `user-${index % 250}`,
}));

const CONFIGS = ['by id', 'by user', 'ends', 'of the layer', 'another of the layer'];
const LAYER = 'a layer';

/** What is changed in the console meanwhile. */
interface Change {
  allocated: number;
  control: number;
  /** Of 1,000 visitors so many are in the first experiment of the layer, and from there so many in the second. */
  first: number;
  second: number;
  isActive: boolean;
}

function specsAfter({ allocated, control, first, second, isActive }: Change): string {
  const shared = { hasSharedParams: true, explicitParameters: ['colour'] };
  const configs: Spec[] = [
    anExperiment('by id', { allocated, control }),
    anExperiment('by user', { allocated, control, idType: 'userID' }),
    anExperiment('ends', { allocated, control, isActive }),
    anExperiment('of the layer', { control, ...shared, isActive }),
    anExperiment('another of the layer', { control, ...shared }),
  ];
  const at = (to: number) => bucket('lt', to, { salt: 'layer', idType: 'stableID' });
  const rules = [
    rule([at(first)], { id: 'first', configDelegate: 'of the layer' }),
    rule([at(second)], { id: 'second', configDelegate: 'another of the layer' }),
  ];
  const layers = [layer(LAYER, rules, { idType: 'stableID', defaultValue: { colour: 'none' } })];
  return JSON.stringify(specs({ dynamic_configs: configs, layer_configs: layers }));
}

const BEGIN: Change = { allocated: 600, control: 500, first: 400, second: 800, isActive: true };

const HISTORY: [string, Change][] = [
  ['at first', BEGIN],
  ['with fewer visitors allocated', { ...BEGIN, allocated: 100 }],
  ['with another split', { ...BEGIN, allocated: 100, control: 900 }],
  ['with the layer given to the other experiment', { ...BEGIN, first: 0, second: 500 }],
  ['after two of them have ended', { ...BEGIN, allocated: 100, isActive: false }],
  ['when they are active again', { ...BEGIN, allocated: 300, control: 100, first: 200 }],
  ['for everybody', { ...BEGIN, allocated: 1_000, control: 0, first: 1_000 }],
];

describe('visitors who keep their groups', () => {
  // The layer is asked for alone: asked for by experiment and by layer, Statsig's SDK persists the two apart.
  it.each([
    ['experiments', CONFIGS.slice(0, 3), []],
    ['a layer', [], [LAYER]],
  ])('are given what statsig-node gives them: %s', async (_, configs, layers) => {
    const persisted: Persisted = new Map();
    const browsers = VISITORS.map(({ stableID }) => new Browser({ [COOKIE]: stableID }));
    const differences: string[] = [];
    let keptOtherwise = 0;
    for (const [when, change] of HISTORY) {
      const text = specsAfter(change);
      const reference = await startReference(text, undefined, persisted);
      const anew = await startReference(text);
      const names = [
        ...configs.map((name) => ({ kind: 'config' as const, name })),
        ...layers.map((name) => ({ kind: 'layer' as const, name })),
      ];
      const routes = names.map(({ kind, name }, index) => ({
        path: `/${index}`,
        action: 'respond',
        [kind]: name,
        ...(kind === 'layer' && { parameter: 'colour' }),
      }));
      const { handler, takeExposures, stop } = handlerOnSpecs(text, {
        routes,
        identity: { userIdHeader: 'x-user' },
        stickyExperiments: CONFIGS,
        stickyKeys: [KEY],
      });
      for (const [at, { stableID, userID }] of VISITORS.entries()) {
        const user = { userID, customIDs: { stableID } };
        for (const [index, { kind, name }] of names.entries()) {
          const browser = browsers[at] as Browser;
          const answer = await browser.visit(handler, `/${index}`, { 'x-user': userID });
          const { value } = bodyOf(answer);
          const [exposure] = takeExposures();
          const expected = reference[kind](name, user);
          const right =
            kind === 'layer' ? (expected.value as { colour: string }).colour : expected.value;
          const [is, shouldBe] = [
            JSON.stringify([value, exposure?.metadata.ruleID]),
            JSON.stringify([right, expected.ruleID]),
          ];
          if (is !== shouldBe) {
            differences.push(`${when}, ${name}, ${stableID}: ${is} instead of ${shouldBe}`);
          }
          if (anew[kind](name, user).ruleID !== expected.ruleID) keptOtherwise += 1;
        }
      }
      for (const each of [reference, anew]) each.stop();
      stop();
    }
    expect(differences).toEqual([]);
    // Else nothing would have been shown.
    expect(keptOtherwise).toBeGreaterThan(300);
  });
});
