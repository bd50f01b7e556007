/**
 * CloudFront's path patterns: `*` is any run of characters, `?` is one; case counts; the whole path is matched.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export type PathPattern = (uri: string) => PathMatch | null;

/** What the pattern's first `*` stood for; empty when it has none. */
export interface PathMatch {
  splat: string;
}

export function pathPattern(pattern: string): PathPattern {
  if (pattern === '*' || pattern === '/*')
    return (uri) => ({ splat: uri.slice(pattern.length - 1) });
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '(.*)')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 's');
  return (uri) => {
    const match = expression.exec(uri);
    return match === null ? null : { splat: match[1] ?? '' };
  };
}
