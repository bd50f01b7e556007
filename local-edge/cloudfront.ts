/**
 * The events of all four kinds, with what the handler's own types leave out: bodies and origins.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
import type {
  CloudFrontConfig,
  CloudFrontHeaders,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontResult,
} from '../handler/src/cloudfront';

export const EVENT_TYPES = [
  'viewer-request',
  'origin-request',
  'origin-response',
  'viewer-response',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Present where a function's trigger includes the body. */
export interface RequestBody {
  readonly inputTruncated?: boolean;
  action?: 'read-only' | 'replace';
  encoding?: 'base64' | 'text';
  data?: string;
}

interface AnyOrigin {
  customHeaders?: CloudFrontHeaders;
  domainName: string;
  path: string;
  readTimeout?: number;
  responseCompletionTimeout?: number;
}

export interface CustomOrigin extends AnyOrigin {
  keepaliveTimeout: number;
  port: number;
  protocol: 'http' | 'https';
  readTimeout: number;
  sslProtocols: string[];
}

export interface S3Origin extends AnyOrigin {
  authMethod: 'origin-access-identity' | 'none';
  region?: string;
}

/** Exactly one of the two. */
export type RequestOrigin = { custom: CustomOrigin } | { s3: S3Origin };

export interface EdgeRequest extends CloudFrontRequest {
  body?: RequestBody;
  /** Present on origin events only. */
  origin?: RequestOrigin;
}

/** The origin's response; the body is there only if a function gave it one. */
export type EdgeResponse = CloudFrontResponse & Pick<CloudFrontResult, 'body' | 'bodyEncoding'>;

/** `Records[0].cf`. */
export interface EdgeEventRecord {
  readonly config: Omit<CloudFrontConfig, 'eventType'> & { readonly eventType: EventType };
  request: EdgeRequest;
  /** Present on response events only. */
  response?: EdgeResponse;
}

export interface EdgeEvent {
  Records: [{ cf: EdgeEventRecord }];
}
