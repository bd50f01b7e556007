/** What the attributes of a cache behavior must be, of the default one and of the others. */
import {
  CACHE_POLICIES,
  ORIGIN_REQUEST_POLICIES,
  RESPONSE_HEADERS_POLICIES,
} from '../managed-policies';
import { type Check, hasShape, isOneOf, ofEvery, quoted } from './check';
import { PolicyNames } from './policies';

export const cachePolicies = new PolicyNames(CACHE_POLICIES);
export const originRequestPolicies = new PolicyNames(ORIGIN_REQUEST_POLICIES);
export const responseHeadersPolicies = new PolicyNames(RESPONSE_HEADERS_POLICIES);

// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html
const METHOD_SETS = ['GET HEAD', 'GET HEAD OPTIONS', 'DELETE GET HEAD OPTIONS PATCH POST PUT'];

export const METHODS: Check = {
  holds: (methods: string[]) => METHOD_SETS.includes([...methods].sort().join(' ')),
  hcl: (it) => `contains([${quoted(METHOD_SETS)}], join(" ", sort(${it})))`,
};
export const METHODS_MESSAGE =
  'CloudFront allows GET and HEAD; GET, HEAD and OPTIONS; or all of GET, HEAD, OPTIONS, PUT, POST, PATCH and DELETE.';

export const VIEWER_PROTOCOL_POLICY = isOneOf(['redirect-to-https', 'https-only', 'allow-all']);
export const KEY_GROUPS = ofEvery(hasShape(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/), 'group');
export const REALTIME_LOG_CONFIG = hasShape(
  /^arn:aws:cloudfront::[0-9]{12}:realtime-log-config\/.+$/,
);
