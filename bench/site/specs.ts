/** Config specs of our own making, as large as asked for. */

/** The gate that every contender asks for: half of the visitors, as in Statsig's guide. */
export const ASKED_GATE = 'test_gate';

/** `count` names, the asked one last: Statsig's client looks names up from the front. */
export function gateNames(count: number): string[] {
  return [...Array.from({ length: count - 1 }, (_, index) => `gate_${index}`), ASKED_GATE];
}

export function specsWith(count: number): object {
  return {
    has_updates: true,
    time: 1_767_225_600_000,
    company_id: 'statsig_edge_bench',
    response_format: 'dcs-v1',
    feature_gates: gateNames(count).map(gate),
    dynamic_configs: [],
    layer_configs: [],
    layers: {},
    id_lists: {},
    diagnostics: {},
  };
}

function gate(name: string): object {
  return {
    name,
    type: 'feature_gate',
    salt: `${name}_salt`,
    enabled: true,
    defaultValue: false,
    rules: [
      {
        name: `${name}_half`,
        id: `${name}_half`,
        salt: `${name}_half`,
        passPercentage: 50,
        returnValue: true,
        conditions: [
          {
            type: 'public',
            targetValue: null,
            operator: null,
            field: null,
            additionalValues: {},
            isDeviceBased: false,
            idType: 'userID',
          },
        ],
        isDeviceBased: false,
        idType: 'userID',
      },
    ],
    isDeviceBased: false,
    idType: 'userID',
    entity: 'feature_gate',
  };
}
