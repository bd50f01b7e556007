/** CloudFront and Lambda@Edge on this machine, for tests, benchmarks and `npm start`. */

export type { EdgeEvent, EdgeEventRecord, EventType } from './cloudfront';
export type { EnvironmentState } from './environment';
export { type InvocationReport, reportLine } from './environment/report';
export { DUMMY_CREDENTIALS } from './environment/variables';
export type { EdgeRegion } from './region';
export { checkResult, type Violation } from './rules';
export {
  createLocalEdge,
  type LocalEdge,
  type LocalEdgeOptions,
  type RequestReport,
} from './server';
export { type FaultName, type Store, type StoreOptions, startStore } from './store';
