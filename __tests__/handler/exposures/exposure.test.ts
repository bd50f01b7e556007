import { describe, expect, it } from '@jest/globals';
import {
  _createConfigExposure,
  _createGateExposure,
  _createLayerParameterExposure,
} from '@statsig/client-core';
import { StatsigServerlessClient } from '@statsig/serverless-client';
import {
  configExposure,
  gateExposure,
  layerExposure,
} from '../../../handler/src/exposures/exposure';
import { aConfig, aGate, aLayer, fails, passes, specsText } from '../../support/handler/specs-text';

const USER = { userID: 'u', statsigEnvironment: undefined };
const SPECS = specsText({
  gates: [aGate('holdout'), aGate('gate', { conditions: [passes('base')] }), aGate('base', {})],
  configs: [
    {
      ...aConfig('experiment', { conditions: [fails('holdout')], returnValue: { colour: 'red' } }),
      explicitParameters: ['colour'],
    },
  ],
  layers: [aLayer('layer', { colour: 'grey', footer: 'plain' }, { configDelegate: 'experiment' })],
});

const client = new StatsigServerlessClient('client-x', {
  disableStableID: true,
  loggingEnabled: 'disabled',
  networkConfig: { preventAllNetworkTraffic: true },
});
client.dataAdapter.setData(SPECS);
client.initializeSync();

/** Statsig's client says `value: null` of exposures too; and the moments may differ by a millisecond. */
function comparable({ value: _, ...event }: Record<string, unknown>): Record<string, unknown> {
  return { ...event, time: 0 };
}

describe("an exposure is what Statsig's own client sends", () => {
  it('of a gate', () => {
    const gate = client.getFeatureGate('gate', USER);
    expect(comparable({ ...gateExposure(USER, gate) })).toEqual(
      comparable({ ..._createGateExposure(USER, gate) }),
    );
    expect(gateExposure(USER, gate).secondaryExposures).toHaveLength(1);
  });

  it.each(['experiment', 'unknown'])('of the config %s', (name) => {
    const config = client.getDynamicConfig(name, USER);
    expect(comparable({ ...configExposure(USER, config) })).toEqual(
      comparable({ ..._createConfigExposure(USER, config) }),
    );
  });

  it.each([
    ['colour', 'experiment'],
    ['footer', ''],
  ])("of a layer's parameter %s, which is the experiment's or the layer's own", (name, given) => {
    const layer = client.getLayer('layer', USER);
    const exposure = layerExposure(USER, layer, name);
    expect(comparable({ ...exposure })).toEqual(
      comparable({ ..._createLayerParameterExposure(USER, layer, name) }),
    );
    expect(exposure.metadata.allocatedExperiment).toBe(given);
  });
});
