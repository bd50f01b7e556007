/**
 * The parts of a CloudFront event that a viewer-request or viewer-response function sees.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */

/** Keys are lower case; every occurrence of a header is one entry, with the name as the viewer wrote it in `key`. */
export type CloudFrontHeaders = Record<string, { key?: string; value: string }[]>;

export interface CloudFrontRequest {
  readonly clientIp: string;
  readonly method: string;
  uri: string;
  /** Without the `?`; empty when there is none. */
  querystring: string;
  headers: CloudFrontHeaders;
}

/** The origin's response, as viewer-response sees it. */
export interface CloudFrontResponse {
  status: string;
  statusDescription?: string;
  headers: CloudFrontHeaders;
}

/** A response made by the function: no more than 40 KB with its headers on viewer-request. */
export interface CloudFrontResult {
  status: string;
  statusDescription?: string;
  headers?: CloudFrontHeaders;
  body?: string;
  bodyEncoding?: 'text' | 'base64';
}

export interface CloudFrontConfig {
  readonly distributionDomainName: string;
  readonly distributionId: string;
  readonly eventType: 'viewer-request' | 'viewer-response';
  readonly requestId: string;
}

export interface CloudFrontEvent {
  Records: [
    {
      cf: {
        readonly config: CloudFrontConfig;
        request: CloudFrontRequest;
        /** Present on viewer-response only. */
        response?: CloudFrontResponse;
      };
    },
  ];
}
