/** CloudFront and Lambda@Edge on this machine: what tests, benchmarks and `npm start` are made of. */
export { DUMMY_CREDENTIALS } from './environment/variables';
export { checkResult, type EventType, type ViewerEvent, type Violation } from './rules';
export {
  type LocalEdge,
  type LocalEdgeOptions,
  type RequestReport,
  startLocalEdge,
} from './server';
export { type Fault, type Store, type StoreOptions, startStore } from './store';
