/** Statsig's own SDK for servers, started offline from the same specs: what it says is right. */
import type { StatsigUser } from '@statsig/client-core';
import { type StatsigUser as NodeUser, StatsigServer } from 'statsig-node';

export interface ReferenceValue {
  value: unknown;
  ruleID: string;
}

export interface Reference {
  gate(name: string, user: StatsigUser): ReferenceValue;
  config(name: string, user: StatsigUser): ReferenceValue;
  layer(name: string, user: StatsigUser): ReferenceValue;
  /** What a browser starts from. */
  bootstrap(user: StatsigUser, clientKey: string): Record<string, Record<string, unknown>>;
  stop(): void;
}

/** Assignments that outlive a set of specs, by visitor and by name. */
export type Persisted = Map<string, UserPersistedValues>;
type UserPersistedValues = ReturnType<StatsigServer['getUserPersistedValues']>;

/**
 * @param tier Statsig's environment; absent leaves it to the specs.
 * @param persisted where visitors keep their groups; absent they keep none.
 */
export async function startReference(
  specs: string,
  tier?: string,
  persisted?: Persisted,
): Promise<Reference> {
  const server = new StatsigServer('secret-of-nobody', {
    localMode: true,
    bootstrapValues: specs,
    environment: tier === undefined ? null : { tier },
    disableRulesetsSync: true,
    disableIdListsSync: true,
    initStrategyForIDLists: 'none',
    disableDiagnostics: true,
    ...(persisted && { userPersistentStorage: storageIn(persisted) }),
  });
  await server.initializeAsync();
  const unlogged = { disableExposureLogging: true };
  const { dynamic_configs, layer_configs } = JSON.parse(specs) as Record<string, Named[]>;
  const asked = (of: Named[] | undefined, name: string, user: StatsigUser) => {
    const idType = of?.find((spec) => spec.name === name)?.idType ?? 'userID';
    return persisted === undefined
      ? unlogged
      : { ...unlogged, userPersistedValues: server.getUserPersistedValues(asNodes(user), idType) };
  };
  return {
    gate: (name, user) => {
      const { value, ruleID } = server.getFeatureGate(asNodes(user), name, unlogged);
      return { value, ruleID };
    },
    config: (name, user) => {
      const config = server.getExperiment(asNodes(user), name, asked(dynamic_configs, name, user));
      return { value: config.value, ruleID: config.getRuleID() };
    },
    layer: (name, user) => {
      const layer = server.getLayer(asNodes(user), name, asked(layer_configs, name, user));
      // The SDK offers a layer's parameters one by one only; all of them are compared here.
      return {
        value: (layer as unknown as { _value: unknown })._value,
        ruleID: layer.getRuleID(),
      };
    },
    bootstrap: (user, clientKey) => {
      const values = server.getClientInitializeResponse(asNodes(user), clientKey, { hash: 'djb2' });
      if (values === null) throw new Error('statsig-node gives nothing to start a browser from');
      return JSON.parse(JSON.stringify(values));
    },
    stop: () => server.shutdown(),
  };
}

interface Named {
  name: string;
  idType: string;
}

type Storage = NonNullable<NonNullable<Options>['userPersistentStorage']>;
type Options = ConstructorParameters<typeof StatsigServer>[1];

function storageIn(persisted: Persisted): Storage {
  return {
    load: (key) => persisted.get(key) ?? {},
    save: (key, name, data) => {
      persisted.set(key, { ...persisted.get(key), [name]: structuredClone(data) });
    },
    delete: (key, name) => {
      const { [name]: _, ...others } = persisted.get(key) ?? {};
      persisted.set(key, others);
    },
  };
}

/** A copy, because the SDK writes the environment into the user it is given. */
function asNodes(user: StatsigUser): NodeUser {
  return structuredClone(user) as NodeUser;
}
