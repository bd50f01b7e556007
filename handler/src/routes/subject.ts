/** What a route evaluates: a gate, or an experiment, dynamic config or layer with a parameter. */
import type { Evaluations } from '../evaluations';
import type { SpecKey } from '../specs/graph';
import type { RouteFields } from './fields';

/** A route's value, and why it is the default; `reason` is null when it was evaluated. */
export type Verdict =
  | { kind: 'gate'; value: boolean; reason: string | null }
  /** `value` is undefined when there is neither a value nor a default. */
  | { kind: 'parameter'; value: unknown; reason: string | null };

/** The name of the route's subject in the specs; null where a route evaluates nothing by name. */
export function subjectKey({ gate, experiment, config, layer }: RouteFields): SpecKey | null {
  if (gate !== null) return `gate:${gate}`;
  if (layer !== null) return `layer:${layer}`;
  const name = experiment ?? config;
  return name === null ? null : `config:${name}`;
}

export function evaluate(route: RouteFields, evaluations: Evaluations): Verdict {
  if (route.gate !== null) {
    return { kind: 'gate', ...evaluations.verdictOn(route.gate, route.default === 'true') };
  }
  const parameters =
    route.layer !== null
      ? evaluations.getLayer(route.layer)
      : evaluations.getDynamicConfig(route.experiment ?? route.config ?? '');
  const { reason } = parameters;
  if (route.parameter === null) return { kind: 'parameter', value: parameters.all, reason };
  const value = parameters.get<unknown>(route.parameter, undefined);
  if (value !== undefined) return { kind: 'parameter', value, reason };
  return {
    kind: 'parameter',
    value: route.default ?? undefined,
    reason: reason ?? `it has no parameter ${route.parameter}`,
  };
}
