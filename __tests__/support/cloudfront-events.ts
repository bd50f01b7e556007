import type {
  CloudFrontEvent,
  CloudFrontHeaders,
  CloudFrontResponse,
} from '../../handler/src/cloudfront';

/** `Records[0].cf`. */
export type ViewerEvent = CloudFrontEvent['Records'][0]['cf'];

/** A viewer-request as CloudFront's documentation shows it. */
export function aViewerRequest(headers: CloudFrontHeaders = {}): ViewerEvent {
  return {
    config: {
      distributionDomainName: 'd111111abcdef8.cloudfront.net',
      distributionId: 'EDFDVBD6EXAMPLE',
      eventType: 'viewer-request',
      requestId: '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==',
    },
    request: {
      clientIp: '203.0.113.178',
      headers: {
        host: [{ key: 'Host', value: 'd111111abcdef8.cloudfront.net' }],
        'user-agent': [{ key: 'User-Agent', value: 'curl/7.66.0' }],
        accept: [{ key: 'accept', value: '*/*' }],
        ...headers,
      },
      method: 'GET',
      querystring: '',
      uri: '/',
    },
  };
}

/** A viewer-response with what an origin usually sends. */
export function aViewerResponse(): ViewerEvent & { response: CloudFrontResponse } {
  const { config, request } = aViewerRequest();
  return {
    config: { ...config, eventType: 'viewer-response' },
    request,
    response: {
      status: '200',
      statusDescription: 'OK',
      headers: {
        'content-type': [{ key: 'Content-Type', value: 'text/html' }],
        'content-length': [{ key: 'Content-Length', value: '12' }],
        'content-encoding': [{ key: 'Content-Encoding', value: 'gzip' }],
        'transfer-encoding': [{ key: 'Transfer-Encoding', value: 'chunked' }],
        via: [{ key: 'Via', value: '1.1 example' }],
      },
    },
  };
}
