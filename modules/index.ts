/**
 * Statsig gates at the edge, for CDK for Terraform:
 *
 * ```ts
 * import { StatsigEdge } from '@statsig-edge/cdktf';
 *
 * const edge = new StatsigEdge(stack, 'edge', { usEast1, statsigClientKey: 'client-…' });
 * ```
 * @module
 */
export { InputError } from './inputs/resolve';
export { declareOutputs } from './outputs';
export { REQUIRED_PROVIDERS, REQUIRED_VERSION, Stack } from './stack';
export { StatsigEdge, type StatsigEdgeProps } from './statsig-edge';
export type * from './statsig-edge-inputs';
