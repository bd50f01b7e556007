/**
 * A path as CloudFront compares it with the pattern of a cache behavior, while it hands the viewer's own spelling on:
 * without escapes that need not be, without `.` and `..`. Doubled slashes are one here, too, as most origins take them.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function normalPath(path: string): string {
  if (!/%|\/[./]/.test(path)) return path;
  const segments: string[] = [];
  const all = normalEscapes(path).split('/');
  for (const [at, segment] of all.entries()) {
    const isLast = at === all.length - 1;
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
    if (isLast && ['', '.', '..'].includes(segment)) segments.push('');
  }
  return `/${segments.join('/')}`;
}

/** Also of a pattern, in which dots and slashes stay. */
export function normalEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : encoded.toUpperCase();
  });
}
