/** Names of HTTP and of CloudFront that several parts have to agree on. */

/** The methods that CloudFront knows. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_AllowedMethods.html */
export const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;
export const READING_METHODS = ['GET', 'HEAD'] as const;

/** What the names of the headers begin with that CloudFront adds. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html */
export const CLOUDFRONT_HEADER_PREFIX = 'cloudfront-';

/** The name of a header or cookie. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
export const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** The parameter of the query and the cookie that a preview comes in; its issuer, too. */
export const PREVIEW = 'statsig_preview';
/** Says on a response that it is a preview. */
export const PREVIEW_HEADER = 'x-statsig-preview';

/**
 * Tells the viewer-response event, and the origin where its policy forwards headers, which id a new visitor was
 * given: the cookie on the request looks the same for new and returning visitors.
 */
export const NEW_ID_HEADER = 'x-statsig-stable-id';

/** Tells the viewer-response event that what the visitor gets was decided by an evaluation. */
export const DIFFERS_HEADER = 'x-statsig-differs';

/** The cookie with the groups that a visitor keeps. */
export const STICKY_COOKIE = 'statsig_sticky';
/** Tells the viewer-response event what that cookie is from now on. */
export const STICKY_HEADER = 'x-statsig-sticky';

/** What the handler alone sets, besides the headers of routes. */
export const OWN_HEADERS: readonly string[] = [NEW_ID_HEADER, DIFFERS_HEADER, STICKY_HEADER];
