/** Which specs each environment has, as the handler tells it in its log. */
import type { InvocationReport } from '../environment/report';
import type { LoadedSpecs } from './api';

export interface SpecsByEnvironment {
  /** Looks through what the function wrote. */
  read(report: Pick<InvocationReport, 'environment' | 'lines'>): void;
  of(environment: number): LoadedSpecs | null;
}

/** handler/src/specs-snapshot.ts writes it for each set of specs that it has built. */
const LOADED = '"message":"Config specs loaded"';
/** In the metrics that handler/src/metrics.ts writes, once a minute: seconds since the specs were last asked for. */
const AGE = '"SpecsAge":';

/** More than are ever alive at once in all Regions that one looks at. */
const MAX_ENVIRONMENTS = 1_000;

export function specsByEnvironment(now: () => number = Date.now): SpecsByEnvironment {
  const specs = new Map<number, LoadedSpecs>();
  return {
    read: ({ environment, lines }) => {
      const before = specs.get(environment) ?? null;
      const told = lines.reduce((loaded, line) => after(loaded, line, now()), before);
      if (told === null || told === before) return;
      // Those that told something last are at the end.
      specs.delete(environment);
      specs.set(environment, told);
      const [oldest] = specs.keys();
      if (specs.size > MAX_ENVIRONMENTS && oldest !== undefined) specs.delete(oldest);
    },
    of: (environment) => specs.get(environment) ?? null,
  };
}

/** A handler of one's own may write anything. */
function after(loaded: LoadedSpecs | null, line: string, now: number): LoadedSpecs | null {
  const isLoaded = line.includes(LOADED);
  if (!isLoaded && !line.includes(AGE)) return loaded;
  try {
    const { origin, time, SpecsAge } = JSON.parse(line.slice(line.indexOf('{')));
    if (isLoaded) return { origin: String(origin), time: String(time), asOf: now };
    return loaded && { ...loaded, asOf: now - 1_000 * Number(SpecsAge) };
  } catch {
    return loaded;
  }
}
