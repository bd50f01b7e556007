/** What happens in this environment, told in the log once a minute, as metrics. */
import { metricLine } from './metric-line';

export type MetricName =
  | 'ColdStarts'
  | 'SpecsLoads'
  | 'SpecsLoadFailures'
  | 'DefaultsGiven'
  | 'EvaluationErrors'
  | 'DecisionsFailed'
  | 'ExposuresSent'
  | 'ExposuresLost';

export type Count = (metric: MetricName, by?: number) => void;

/** Where nobody asks for metrics. */
export const noCount: Count = () => {};

export interface MetricsOptions {
  functionName: string;
  /** Infinity before the first load. */
  specsAgeMs: () => number;
  write: (line: string) => void;
  now: () => number;
}

const PERIOD_MS = 60_000;
/** What further ones come to is told together: a line is paid for by its bytes. */
const MAX_ROUTES = 50;

export class Metrics {
  readonly #options: MetricsOptions;
  #counts: Partial<Record<MetricName, number>> = { ColdStarts: 1 };
  #outcomes = new Map<string, Record<string, number>>();
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(options: MetricsOptions) {
    this.#options = options;
  }

  readonly count: Count = (metric, by = 1) => {
    this.#counts[metric] = (this.#counts[metric] ?? 0) + by;
  };

  /** @param outcome `request` for one that goes on, the status of a response, or `failed`. */
  countOutcome(route: string, outcome: string): void {
    const isKept = this.#outcomes.has(route) || this.#outcomes.size < MAX_ROUTES;
    const name = isKept ? route : 'others';
    const counts = this.#outcomes.get(name) ?? {};
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    this.#outcomes.set(name, counts);
  }

  /** Writes what was counted since it last did, once a minute at most. */
  tellIfDue(): void {
    const { functionName, specsAgeMs, write, now } = this.#options;
    const at = now();
    if (at < this.#notBefore) return;
    const age = specsAgeMs() / 1_000;
    const values = { ...(Number.isFinite(age) && { SpecsAge: age }), ...this.#counts };
    const outcomes = Object.fromEntries(this.#outcomes);
    write(metricLine(functionName, at, values, { outcomes }));
    this.#counts = {};
    this.#outcomes.clear();
    this.#notBefore = at + PERIOD_MS;
  }
}
