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

/** @param tier Statsig's environment; absent leaves it to the specs. */
export async function startReference(specs: string, tier?: string): Promise<Reference> {
  const server = new StatsigServer('secret-of-nobody', {
    localMode: true,
    bootstrapValues: specs,
    environment: tier === undefined ? null : { tier },
    disableRulesetsSync: true,
    disableIdListsSync: true,
    initStrategyForIDLists: 'none',
    disableDiagnostics: true,
  });
  await server.initializeAsync();
  const unlogged = { disableExposureLogging: true };
  return {
    gate: (name, user) => {
      const { value, ruleID } = server.getFeatureGate(asNodes(user), name, unlogged);
      return { value, ruleID };
    },
    config: (name, user) => {
      const config = server.getConfig(asNodes(user), name, unlogged);
      return { value: config.value, ruleID: config.getRuleID() };
    },
    layer: (name, user) => {
      const layer = server.getLayer(asNodes(user), name, unlogged);
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

/** A copy, because the SDK writes the environment into the user it is given. */
function asNodes(user: StatsigUser): NodeUser {
  return structuredClone(user) as NodeUser;
}
