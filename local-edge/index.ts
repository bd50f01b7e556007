/**
 * CloudFront and Lambda@Edge on this machine, as strict as AWS, for any function.
 * @module
 */

export type { BehaviorOptions, MethodSet } from './behavior';
export type {
  CustomOrigin,
  EdgeEvent,
  EdgeEventRecord,
  EdgeRequest,
  EdgeResponse,
  EventType,
  RequestBody,
  RequestOrigin,
  S3Origin,
} from './cloudfront';
export type { CustomErrorPage, CustomErrorPages } from './custom-error-page';
export type { EnvironmentState } from './environment';
export type { Failure, Outcome } from './environment/outcome';
export { type InvocationReport, reportLine } from './environment/report';
export type { Runtime } from './environment/runtime';
export { DUMMY_CREDENTIALS } from './environment/variables';
export { folderOrigin } from './folder-origin';
export type { Origin } from './origin';
export type {
  CachePolicy,
  CachePolicyName,
  OriginRequestPolicy,
  OriginRequestPolicyName,
} from './policies';
export type { EdgeRegion } from './region';
export type { RequestReport } from './request-report';
export { checkResult, type Violation } from './rules';
export type { EventViolation } from './run-function';
export { createLocalEdge, type LocalEdge, type LocalEdgeOptions } from './server';
export { type FaultName, type Store, type StoreOptions, startStore } from './store';
export type { EdgeAnswer } from './testing/ask-edge';
export {
  assertBreaksNoRule,
  assertPassesTheRequest,
  assertRedirectsTo,
  assertRespondsWith,
} from './testing/assertions';
export type { Expected, ExpectedRequest, ExpectedResponse } from './testing/checks';
export { type EventParts, eventOf, type PlainHeaders } from './testing/event';
export { type Invoked, invokeHandler } from './testing/invoke-handler';
export type { Checkable } from './testing/made';
export { type EdgeMatchers, matchers } from './testing/matchers';
