import { messageOf } from '../log';

/**
 * Config specs ("DCS"): what `https://api.statsigcdn.com/v1/download_config_specs/<client key>.json` answers.
 * Only what the handler looks at is named; the rest is Statsig's client's business.
 */

export interface Specs {
  /** Milliseconds since 1970 of the last change in the Statsig console. */
  time: number;
  feature_gates: Spec[];
  dynamic_configs: Spec[];
  layer_configs: Spec[];
  [other: string]: unknown;
}

export interface Spec {
  name: string;
  enabled: boolean;
  rules: Rule[];
  entity?: unknown;
  idType?: unknown;
  forwardAllExposures?: unknown;
  /** Not of Statsig's: it has no rules, because it is not evaluated here, and a browser is told so. */
  notEvaluable?: boolean;
}

export interface Rule {
  conditions: Condition[];
  id?: unknown;
  samplingRate?: unknown;
  passPercentage?: unknown;
  /** The experiment that a layer hands over to. */
  configDelegate?: string | null;
  idType?: unknown;
}

export interface Condition {
  type: string;
  operator?: string | null;
  field?: string | null;
  targetValue?: unknown;
  idType?: unknown;
  additionalValues?: { salt?: unknown } | null;
  /** Not of Statsig's: where the field is missing, nobody knows whether the condition is met (three-valued.ts). */
  mayBeUnknown?: boolean;
}

/** Specs that cannot be used. The message says what they are instead, and what to do. */
export class SpecsError extends Error {
  override readonly name = 'SpecsError';
}

const DOWNLOAD =
  'Take them from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json';

/**
 * What a function with 128 MB can keep, and build anew beside it: with specs of this size and a browser that starts from
 * all of them the process was measured at 90 MB of memory of its own, at 6 MiB at 107.
 */
export const MAX_SPECS_BYTES = 4 * 1024 * 1024;

export const TOO_LARGE = `The specs have more than ${MAX_SPECS_BYTES} bytes, which is more than a function with 128 MB can keep. Give this client key a target app in the Statsig console, so that its specs have only what it uses.`;

/**
 * Reads config specs, and refuses what Statsig's client would take without a word and then answer "off" from.
 * @throws {SpecsError}
 */
export function parseSpecs(text: string): Specs {
  if (Buffer.byteLength(text) > MAX_SPECS_BYTES) throw new SpecsError(TOO_LARGE);
  const start = text.trimStart();
  if (start === '') throw new SpecsError(`The specs are empty. ${DOWNLOAD}.`);
  if (start.startsWith('<')) {
    const code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1];
    throw new SpecsError(
      code === undefined
        ? `The specs are a page of HTML or XML, not JSON. ${DOWNLOAD}.`
        : `The specs are an error of S3, ${code}, saved as if it were the object. ${DOWNLOAD}.`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new SpecsError(`The specs are not JSON: ${messageOf(error)}. ${DOWNLOAD}.`);
  }
  return checkSpecs(json);
}

function checkSpecs(json: unknown): Specs {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new SpecsError(`The specs are not a JSON object. ${DOWNLOAD}.`);
  }
  const specs = json as Specs;
  if (specs.response_format === 'dcs-v2' || 'condition_map' in specs) {
    throw new SpecsError(
      `The specs are in the format dcs-v2, which Statsig's client for the edge cannot read. ${DOWNLOAD} (v1, not v2).`,
    );
  }
  if (specs.has_updates !== true) {
    throw new SpecsError(
      `The specs say has_updates: ${JSON.stringify(specs.has_updates)}, so they hold no gates. ${DOWNLOAD}, without sinceTime.`,
    );
  }
  // What JavaScript takes for no date, null included.
  if (typeof specs.time !== 'number' || Number.isNaN(new Date(specs.time).getTime())) {
    throw new SpecsError(
      `The specs have the time ${JSON.stringify(specs.time)}, which is not a number of milliseconds. ${DOWNLOAD}.`,
    );
  }
  if (!Object.values(Object(specs.layers)).every(Array.isArray)) {
    throw new SpecsError(`The specs' layers are not lists of experiments. ${DOWNLOAD}.`);
  }
  for (const list of ['feature_gates', 'dynamic_configs', 'layer_configs'] as const) {
    if (!Array.isArray(specs[list])) {
      throw new SpecsError(`The specs have no list ${list}. ${DOWNLOAD}.`);
    }
    const broken = specs[list].findIndex((spec) => !isSpec(spec));
    if (broken !== -1) {
      throw new SpecsError(`The specs' ${list}[${broken}] is not a gate or config. ${DOWNLOAD}.`);
    }
  }
  return specs;
}

function isSpec(spec: unknown): spec is Spec {
  return (
    isObject(spec) &&
    typeof spec.name === 'string' &&
    Array.isArray(spec.rules) &&
    spec.rules.every((rule) => isObject(rule) && areConditions(rule.conditions))
  );
}

function areConditions(conditions: unknown): boolean {
  return (
    Array.isArray(conditions) &&
    conditions.every((condition) => isObject(condition) && typeof condition.type === 'string')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
