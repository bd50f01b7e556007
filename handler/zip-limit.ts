/**
 * Of a zip on viewer events. AWS's pages disagree, 1 MB or 50 MB, and CloudFront checks at the end of an apply.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-lambda-at-edge
 */
export const MAX_ZIP_KIB = 1_024;
