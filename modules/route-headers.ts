import type { IResolvable } from 'cdktf';
import type { ResolvedInputs } from './inputs/resolve';
import type { RouteInput } from './statsig-edge-inputs';
import type { Condition } from './terraform/condition';
import { hcl, isExpression } from './terraform/expression';

/** Names of headers or cookies; Terraform may decide which. */
export type Names = string[] | IResolvable;

/** The request headers that routes set: what the origin is told of a decision. */
export function headersOfRoutes(routes: ResolvedInputs['routes']): Names {
  if (isExpression(routes)) {
    return hcl`[for route in coalesce(${routes}, []) : lower(route.header) if route.header != null]`;
  }
  return ((routes ?? []) as RouteInput[]).flatMap(({ header }) => header?.toLowerCase() ?? []);
}

/** CloudFront takes no name twice, however it is written. */
export function lowered(names: Names): Names {
  return isKnown(names)
    ? names.map((name) => name.toLowerCase())
    : hcl`[for name in ${names} : lower(name)]`;
}

/** All of both, each once. */
export function joined(first: Names, second: Names): Names {
  if (isKnown(first) && isKnown(second)) return [...new Set([...first, ...second])];
  return hcl`distinct(concat(${first}, ${second}))`;
}

export function haveSome(names: Names): Condition {
  return isKnown(names) ? names.length > 0 : hcl`length(${names}) > 0`;
}

export function haveAtMost(names: Names, max: number): Condition {
  return isKnown(names) ? names.length <= max : hcl`length(${names}) <= ${max}`;
}

function isKnown(names: Names): names is string[] {
  return Array.isArray(names) && !isExpression(names);
}
