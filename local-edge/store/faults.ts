/** The ways in which a store fails that a function must live through. */
export type Fault =
  /** Connections are reset before anything is answered. */
  | { kind: 'stopped' }
  /** The request is taken and never answered. */
  | { kind: 'hang' }
  /** 403 and S3's error XML. */
  | { kind: 'forbidden' }
  /** 200 and the first half of the object. */
  | { kind: 'truncated' }
  /** 200 and specs in the format that Statsig's client cannot read. */
  | { kind: 'dcs-v2' }
  /** 200 and 5 MB of what is no specs at all. */
  | { kind: 'noise' }
  /** The right answer, `ms` milliseconds late. */
  | { kind: 'slow'; ms: number }
  /** `status` and S3's error XML: 500 InternalError or 503 SlowDown. */
  | { kind: 'error'; status: 500 | 503 };

export const NOISE_BYTES = 5 * 1_024 * 1_024;

const DCS_V2 = JSON.stringify({
  response_format: 'dcs-v2',
  has_updates: true,
  time: 1_700_000_000_000,
  feature_gates: {},
  dynamic_configs: {},
  layer_configs: {},
  condition_map: {},
});

/** The 200 that a fault puts in the object's place; null where the object itself is served. */
export function bodyInstead(fault: Fault | null, object: Buffer): Buffer | null {
  switch (fault?.kind) {
    case 'truncated':
      return object.subarray(0, Math.floor(object.length / 2));
    case 'dcs-v2':
      return Buffer.from(DCS_V2);
    case 'noise':
      return Buffer.alloc(NOISE_BYTES, 'noise ');
    default:
      return null;
  }
}
