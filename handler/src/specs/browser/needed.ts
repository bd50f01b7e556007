/** What the values that a browser starts from are made of, besides what they are the values of. */
import type { Specs } from '..';
import type { SpecKey } from '../graph';

/** The layers of experiments, whose defaults fill an experiment's up, and the gate that session replay asks for. */
export function neededByBrowser(specs: Specs, keys: ReadonlySet<SpecKey>): SpecKey[] {
  const layers = Object.entries(Object(specs.layers) as Record<string, string[]>)
    .filter(([, experiments]) => experiments.some((name) => keys.has(`config:${name}`)))
    .map(([name]): SpecKey => `layer:${name}`);
  const { targeting_gate: gate } = Object(specs.session_replay_info);
  return typeof gate === 'string' ? [...layers, `gate:${gate}`] : layers;
}
