/**
 * CloudFront's path patterns: `*` is any run of characters, `?` is one; case counts; the whole path is matched.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export type PathPattern = (uri: string) => PathMatch | null;

/** What the pattern's first `*` stood for, the shortest that fits; empty when it has none. */
export interface PathMatch {
  splat: string;
}

/**
 * No regular expression: with several `*` it would try every way to share out a path that a viewer made long for it.
 * Taking the first place where the next piece fits is enough, and never goes back.
 */
export function pathPattern(pattern: string): PathPattern {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) {
    return (uri) => (uri.length === first.length && fits(first, uri, 0) ? { splat: '' } : null);
  }
  const between = others.filter((piece) => piece !== '');
  return (uri) => {
    if (!fits(first, uri, 0)) return null;
    let at = first.length;
    let splatEnd: number | null = null;
    for (const piece of between) {
      const found = find(piece, uri, at);
      if (found === -1) return null;
      splatEnd ??= found;
      at = found + piece.length;
    }
    const end = uri.length - last.length;
    if (end < at || !fits(last, uri, end)) return null;
    return { splat: uri.slice(first.length, splatEnd ?? end) };
  };
}

function find(piece: string, uri: string, from: number): number {
  if (!piece.includes('?')) return uri.indexOf(piece, from);
  for (let at = from; at + piece.length <= uri.length; at += 1) {
    if (fits(piece, uri, at)) return at;
  }
  return -1;
}

function fits(piece: string, uri: string, at: number): boolean {
  if (!piece.includes('?')) return uri.startsWith(piece, at);
  if (at + piece.length > uri.length) return false;
  for (let i = 0; i < piece.length; i += 1) {
    if (piece[i] !== '?' && piece[i] !== uri[at + i]) return false;
  }
  return true;
}
