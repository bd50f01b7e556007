/** One loaded set of specs, ready to be evaluated. */
import type { StatsigUser } from '@statsig/client-core';
import { type Sample, sampling } from './exposures/sampling';
import { warmUpCountries, withCountry } from './identity/country';
import { hasUserIds } from './identity/user';
import { warmUpUserAgentParser, withUserAgentFields } from './identity/user-agent';
import { type Log, type LogLevel, messageOf } from './log';
import type { BrowserValues } from './previewed';
import type { IdentitySettings } from './settings/identity';
import { parseSpecs, type Spec, type Specs } from './specs';
import { bucketsByUserId } from './specs/buckets';
import { looksAtAddress, looksAtUserAgent, reasonAgainst } from './specs/evaluable';
import {
  type DynamicConfig,
  type FeatureGate,
  type Layer,
  restsOnUnknown,
  SpecsEvaluator,
} from './specs/evaluator';
import { neededByBrowser } from './specs/for-browser';
import { forClient } from './specs/for-client';
import { SpecGraph, type SpecKey, type SpecKind } from './specs/graph';
import type { KeptGroups } from './sticky/kept';

export interface SpecsSnapshotOptions {
  settings: { clientKey: string; environment: string | null; identity: IdentitySettings };
  /** What will be asked for. Anything else is left out, so that it takes no memory. */
  wanted: Wanted;
  /** Where the specs came from, for the log. */
  origin: 'S3' | 'fallback';
  log: Log;
}

export interface Wanted {
  keys: SpecKey[];
  /** Keep the rest too: somebody may ask for any name. */
  rest: boolean;
  /** Whether a browser is to start from some of them. */
  browser?: boolean;
}

interface Found {
  gate: FeatureGate;
  config: DynamicConfig;
  layer: Layer;
}

/** What a spec gives for a user, or the reason why its default is given instead. */
export type Evaluated<K extends SpecKind> =
  | { found: Found[K]; reason: null }
  | { found: null; reason: string };

/** How the reason begins when an error is the reason. */
export const EVALUATION_FAILED = 'its evaluation failed';

const METHODS = {
  gate: 'getFeatureGate',
  config: 'getDynamicConfig',
  layer: 'getLayer',
} as const satisfies Record<SpecKind, keyof SpecsEvaluator>;

/** A user's own function may ask for names that viewers make up. */
const MAX_NAMES_TOLD = 100;

export class SpecsSnapshot {
  readonly origin: 'S3' | 'fallback';
  /** When the specs were last changed in the Statsig console, in milliseconds since 1970. */
  readonly time: number;
  /** Whether anything that will be asked for looks at browser or operating system. */
  readonly looksAtUserAgent: boolean;
  /** Whether there is nothing in the specs of what will be asked for. */
  readonly lacksAll: boolean;
  readonly evaluator: SpecsEvaluator;
  /** Null where Statsig wants to hear of every exposure. */
  readonly sample: Sample | null;
  readonly #reasons: ReadonlyMap<SpecKey, string>;
  readonly #known: ReadonlySet<SpecKey>;
  readonly #log: Log;
  readonly #clientKey: string;
  readonly #identity: IdentitySettings;
  readonly #looksAtAddress: boolean;
  readonly #told = new Set<SpecKey>();

  /** @throws {SpecsError} when the specs cannot be used. */
  constructor(text: string, { settings, wanted, origin, log }: SpecsSnapshotOptions) {
    const specs = parseSpecs(text);
    const { countryHeader, countryFromAddress } = settings.identity;
    const knowsCountry = countryHeader !== null || countryFromAddress;
    const graph = new SpecGraph(specs, (condition) => reasonAgainst(condition, knowsCountry));
    const reached = graph.reach(wanted.keys);
    const besides = wanted.browser ? neededByBrowser(specs, reached, log) : [];
    const kept = new Set([...reached, ...(wanted.rest ? graph.keys() : graph.reach(besides))]);

    this.origin = origin;
    this.time = specs.time;
    this.lacksAll = reached.size === 0 && (wanted.keys.length > 0 || kept.size === 0);
    this.#known = kept;
    this.#log = log;
    this.#clientKey = settings.clientKey;
    this.#identity = settings.identity;
    this.#reasons = reasonsAgainst(kept, graph);
    this.looksAtUserAgent = [...kept].some((key) => graph.conditionsOf(key).some(looksAtUserAgent));
    if (this.looksAtUserAgent) warmUpUserAgentParser();
    this.#looksAtAddress = [...kept].some((key) => graph.conditionsOf(key).some(looksAtAddress));
    if (this.#looksAtAddress && countryFromAddress) this.#warmUpCountries();
    // Statsig's evaluation is not given what it would answer wrongly, nor what rests on itself and would never end.
    const evaluable = [...kept].filter((key) => !this.#reasons.has(key));
    const told = wanted.rest || wanted.browser ? [...this.#reasons.keys()] : [];
    const picked = pick(specs, evaluable, told, graph, countryHeader !== null);
    this.evaluator = new SpecsEvaluator(picked, settings.environment);
    this.sample = sampling(picked, this.evaluator.tier ?? 'production', Date.now);
    log('info', 'Config specs loaded', {
      origin,
      time: new Date(specs.time).toISOString(),
      ...(this.#reasons.size > 0 && { givingDefaults: Object.fromEntries(this.#reasons) }),
    });
    // Where all are missing these specs may never be asked.
    if (this.lacksAll) return;
    const byUserId = wanted.keys.filter((key) => restsOnUserId(key, graph));
    if (byUserId.length > 0 && !hasUserIds(settings.identity)) {
      log('warn', 'Nobody has a userID, so everybody is given the same', { of: byUserId });
    }
    for (const key of wanted.keys) if (!kept.has(key)) this.#tell(key, NOT_THERE);
  }

  /** Evaluates a gate, config or layer; says once in the log what nobody could know when the specs were loaded. */
  evaluate<K extends SpecKind>(
    kind: K,
    name: string,
    user: StatsigUser,
    groups: KeptGroups | null = null,
  ): Evaluated<K> {
    const key: SpecKey = `${kind}:${name}`;
    const reason = this.#reasons.get(key);
    if (reason !== undefined) return { found: null, reason };
    if (!this.#known.has(key)) return this.#tell(key, NOT_THERE);
    try {
      const ask = () => this.evaluator[METHODS[kind]](name, this.completeUser(user)) as Found[K];
      const found = groups === null ? ask() : this.evaluator.keeping(groups.keep, ask);
      // In the word of Statsig's servers.
      if (groups?.kept.has(key)) found.details.reason = 'Persisted';
      return restsOnUnknown(found)
        ? this.#tell(key, UNKNOWN_COUNTRY, 'warn')
        : { found, reason: null };
    } catch (error) {
      return this.#tell(key, `${EVALUATION_FAILED}: ${messageOf(error)}`);
    }
  }

  /**
   * What a browser starts from, without what cannot be evaluated here: for what it does not find, it gives its own
   * default.
   * @param keys what it is to have; null for everything.
   */
  browserValues(
    user: StatsigUser,
    keys: SpecKey[] | null,
    groups: KeptGroups | null = null,
  ): BrowserValues | null {
    for (const key of keys ?? []) if (!this.#known.has(key)) this.#tell(key, NOT_THERE);
    const asked = { hash: 'djb2', clientSDKKey: this.#clientKey } as const;
    const ask = () =>
      this.evaluator.getClientInitializeResponse(this.completeUser(user), asked, keys);
    const values = groups === null ? ask() : this.evaluator.keeping(groups.keep, ask);
    // It would tell the browser that our user has other private attributes than its own: those that the handler derives.
    delete values?.pa_hash;
    return values as BrowserValues | null;
  }

  #tell(key: SpecKey, reason: string, level: LogLevel = 'error'): { found: null; reason: string } {
    if (!this.#told.has(key) && this.#told.size < MAX_NAMES_TOLD) {
      this.#told.add(key);
      this.#log(level, 'A default is given', { of: key, reason, specs: this.origin });
    }
    return { found: null, reason };
  }

  /** What fails here fails again where somebody waits for it, and is a reason to give a default. */
  #warmUpCountries(): void {
    try {
      warmUpCountries();
    } catch (error) {
      this.#log('error', 'No country of an address is known', { reason: messageOf(error) });
    }
  }

  /** A visitor's user as the evaluator should be given it: with what user agent and address tell, where it is asked for. */
  completeUser(user: StatsigUser): StatsigUser {
    const withAgent = this.looksAtUserAgent ? withUserAgentFields(user) : user;
    return this.#looksAtAddress ? withCountry(withAgent, this.#identity) : withAgent;
  }

  shutdown(): void {
    // No timer runs and nothing is open.
  }
}

const NOT_THERE = 'it is not in the specs';
const UNKNOWN_COUNTRY = "it depends on the visitor's country, which is not known of this one";

function restsOnUserId(key: SpecKey, graph: SpecGraph): boolean {
  return [...graph.reach([key])].some((reached) => bucketsByUserId(graph.get(reached)));
}

function reasonsAgainst(keys: Iterable<SpecKey>, graph: SpecGraph): Map<SpecKey, string> {
  const reasons = new Map<SpecKey, string>();
  for (const key of keys) {
    const reason = graph.reasonAgainst(key);
    if (reason !== null) reasons.set(key, reason);
  }
  return reasons;
}

/**
 * The specs with only `evaluable` in them, and what is not evaluable without its rules, where a browser is to be told of it.
 */
function pick(
  specs: Specs,
  evaluable: SpecKey[],
  notEvaluable: SpecKey[],
  graph: SpecGraph,
  hasCountryHeader: boolean,
): Specs {
  const of = (kind: SpecKind): Spec[] => {
    const isOfKind = (key: SpecKey) => key.startsWith(`${kind}:`);
    const specOf = (key: SpecKey, more: Partial<Spec> = {}) =>
      forClient(kind, { ...graph.get(key), ...more }, hasCountryHeader);
    return [
      ...evaluable.filter(isOfKind).map((key) => specOf(key)),
      ...notEvaluable.filter(isOfKind).map((key) => specOf(key, { rules: [], notEvaluable: true })),
    ];
  };
  return {
    ...specs,
    feature_gates: of('gate'),
    dynamic_configs: of('config'),
    layer_configs: of('layer'),
  };
}
