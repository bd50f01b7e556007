/** What `check` says, as data. */
import type { StatsigUser } from '@statsig/client-core';
import { type Give, type Given, giverOf } from '../../handler/explain/given';
import {
  type CheckedSpec,
  type CheckedSpecs,
  checkSpecs,
  type Problem,
} from '../../handler/explain/specs';
import { madeUpUsers, type Share, Split } from '../../handler/explain/split';
import { wantedBy } from '../../handler/src/routes';
import type { Settings } from '../../handler/src/settings';
import { type SpecKey, splitKey } from '../../handler/src/specs/graph';
import type { Terminal } from '../terminal';
import { type Size, sizeOf } from './size';

export interface CheckReport {
  usable: true;
  /** When the specs were last changed in the Statsig console. */
  time: string;
  size: Size;
  specs: SpecReport[];
  /** What routes in the settings ask for and the specs cannot give. */
  routes: { of: string; reason: string }[];
}

export interface SpecReport {
  kind: 'gate' | 'config' | 'layer';
  /** Statsig's word, of which there are more: a segment is a gate, an experiment is a config. */
  entity: string;
  name: string;
  enabled: boolean;
  rules: number;
  /** Why it cannot be evaluated at the edge, or null when it can. */
  problem: Problem<string> | null;
  /** What it looks at and a request does not tell: fields of the user, kinds of ids. */
  untold: string[];
  /** What the user of `--user` is given; null where that is a route's default. */
  user?: Given | null;
  /** What the users of `--users` are given; empty where that is a route's default. */
  split?: Share[];
}

export interface CheckOptions {
  settings: Settings;
  /** Whether the settings are the user's own, so that their routes are meant. */
  checkRoutes: boolean;
  user: StatsigUser | null;
  users: number | null;
}

/** @throws {SpecsError} when the handler would not take the specs. */
export function checkReport(
  text: string,
  { settings, checkRoutes, user, users }: CheckOptions,
  progress: Terminal['progress'],
): CheckReport {
  const checked = checkSpecs(text, settings);
  const givers = giversOf(checked);
  const splits = users === null ? null : splitsOf(checked, givers, user ?? {}, users, progress);
  return {
    usable: true,
    time: new Date(checked.time).toISOString(),
    size: sizeOf(text),
    specs: checked.specs.map((each) => ({
      ...describe(each),
      ...(user !== null && users === null && { user: givers.get(each.key)?.(user) ?? null }),
      ...(splits !== null && { split: splits.get(each.key)?.shares ?? [] }),
    })),
    routes: checkRoutes ? unanswered(wantedBy(settings).keys, checked) : [],
  };
}

/** Where the specs do not say it, or say it of a gate in a word of their own. */
const ENTITIES = { gate: 'gate', config: 'dynamic_config', layer: 'layer' };
const KINDS_OF_GATES = ['segment', 'holdout'];

function describe({ key, spec, problem, untold }: CheckedSpec): SpecReport {
  const [kind, name] = splitKey(key);
  const { entity } = spec;
  const isTold = typeof entity === 'string' && (kind !== 'gate' || KINDS_OF_GATES.includes(entity));
  return {
    kind,
    entity: isTold ? entity : ENTITIES[kind],
    name,
    enabled: spec.enabled,
    rules: spec.rules.length,
    problem: problem && { ...problem, chain: problem.chain.map(readable) },
    untold,
  };
}

function giversOf({ specs, snapshot }: CheckedSpecs): Map<SpecKey, Give> {
  const byKey = new Map(specs.map(({ key, spec }) => [key, spec]));
  const find = (experiment: string) => byKey.get(`config:${experiment}`);
  return new Map(specs.map((each) => [each.key, giverOf(each, snapshot, find)]));
}

/** Between two words of progress. */
const USERS_A_STEP = 250;

function splitsOf(
  { specs }: CheckedSpecs,
  givers: Map<SpecKey, Give>,
  like: StatsigUser,
  users: number,
  progress: Terminal['progress'],
): Map<SpecKey, Split> {
  const splits = new Map([...givers].map(([key, give]) => [key, new Split(give)]));
  let done = 0;
  for (const user of madeUpUsers(users, like, specs)) {
    if (done % USERS_A_STEP === 0) progress(`${done} of ${users} users`);
    for (const split of splits.values()) split.add(user);
    done += 1;
  }
  return splits;
}

function unanswered(keys: SpecKey[], { specs }: CheckedSpecs): CheckReport['routes'] {
  const byKey = new Map(specs.map((each) => [each.key, each]));
  return [...new Set(keys)].flatMap((key) => {
    const found = byKey.get(key);
    const reason = found === undefined ? 'it is not in the specs' : found.problem?.reason;
    return reason === undefined ? [] : [{ of: readable(key), reason }];
  });
}

function readable(key: SpecKey): string {
  return splitKey(key).join(' ');
}
