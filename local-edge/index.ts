/** CloudFront and Lambda@Edge on this machine, for tests, benchmarks and `npm start`. */
export { DUMMY_CREDENTIALS } from './environment/variables';
export { checkResult, type EventType, type ViewerEvent, type Violation } from './rules';
export {
  type LocalEdge,
  type LocalEdgeOptions,
  type RequestReport,
  startLocalEdge,
} from './server';
export { type FaultName, type Store, type StoreOptions, startStore } from './store';
