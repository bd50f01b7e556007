/**
 * A request of nobody's, answered in a cold start while the store is asked and there is nothing else to do: what Node
 * compiles then, the first visitor does not wait for.
 */
import type { CloudFrontEvent } from './cloudfront';
import type { FindDecision } from './decision';
import { createHandler } from './handler';
import type { Log } from './log';
import type { Settings } from './settings';
import { type SpecKey, type SpecKind, splitKey } from './specs/graph';
import { SpecsSnapshot } from './specs-snapshot';

/**
 * @param keys what will be asked for.
 * @param findDecision null for a user's own function, which is for visitors alone.
 */
export async function rehearse(
  settings: Settings,
  keys: SpecKey[],
  findDecision: FindDecision | null,
): Promise<void> {
  const wanted = { keys: keys.length > 0 ? keys : [ANY_GATE], rest: false };
  const snapshot = new SpecsSnapshot(specsWith(wanted.keys), {
    ...{ settings, wanted },
    origin: 'fallback',
    log,
  });
  const handler = createHandler({
    settings,
    findDecision: findDecision ?? (() => CHECK_ANY_GATE),
    specsCache: { current: () => snapshot },
    outbox: null,
    metrics: null,
    log,
  });
  await handler(eventFor(settings.routes[0]?.path ?? '/'));
}

/** Nobody is interested. */
const log: Log = () => {};

const ANY_GATE: SpecKey = 'gate:any';

const CHECK_ANY_GATE: ReturnType<FindDecision> = {
  route: '',
  decide: ({ request, statsig }) => {
    statsig.checkGate('any');
    return request;
  },
  orElse: (error) => {
    throw error;
  },
};

/** Specs in which half of all visitors have whatever is asked for. */
function specsWith(keys: SpecKey[]): string {
  const of = (kind: SpecKind) =>
    keys
      .map(splitKey)
      .filter(([asked]) => asked === kind)
      .map(([, name]) => ({ name, salt: name, enabled: true, defaultValue: {}, rules: [RULE] }));
  return JSON.stringify({
    has_updates: true,
    time: 0,
    feature_gates: of('gate'),
    dynamic_configs: of('config'),
    layer_configs: of('layer'),
  });
}

const RULE = {
  id: 'half',
  salt: 'half',
  passPercentage: 50,
  returnValue: {},
  idType: 'stableID',
  conditions: [{ type: 'public' }],
};

function eventFor(path: string): CloudFrontEvent {
  const request = {
    clientIp: '',
    method: 'GET',
    uri: path.replaceAll('*', ''),
    querystring: '',
    headers: { host: [{ key: 'Host', value: 'localhost' }] },
  };
  const config = { distributionDomainName: '', distributionId: '', requestId: '' };
  return { Records: [{ cf: { config: { ...config, eventType: 'viewer-request' }, request } }] };
}
