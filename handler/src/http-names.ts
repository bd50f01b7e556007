/** Names that HTTP and CloudFront have settled, each in one place. */

/**
 * Every method that CloudFront can allow.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_AllowedMethods.html
 */
export const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;

/** The methods that only read. */
export const READING_METHODS = ['GET', 'HEAD'] as const;

/** How the names of the headers begin that CloudFront adds by itself; in lower case. */
export const CLOUDFRONT_HEADER_PREFIX = 'cloudfront-';

/**
 * A token, such as the name of a header or a cookie.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
 */
export const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
