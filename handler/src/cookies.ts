/** Cookies in CloudFront's headers: a viewer may send several `Cookie` headers, each with several cookies. */
import type { CloudFrontHeaders } from './cloudfront';

/**
 * The value of a cookie as it was sent, or null: of several the first that is wanted. Looks for one name only, because
 * that is all a request needs, in one pass, because a viewer may send thousands.
 */
export function findCookie(
  headers: CloudFrontHeaders,
  name: string,
  isWanted: (value: string) => boolean = () => true,
): string | null {
  for (const { value: cookies } of headers.cookie ?? []) {
    // Cutting up all the cookies of a visitor who lacks this one would be for nothing.
    if (!cookies.includes(name)) continue;
    for (let start = 0, end = 0; end !== -1; start = end + 1) {
      end = cookies.indexOf(';', start);
      const pair = cookies.slice(start, end === -1 ? undefined : end).trimStart();
      if (!pair.startsWith(name)) continue;
      const rest = pair.slice(name.length).trim();
      if (!rest.startsWith('=')) continue;
      const value = rest.slice(1).trimStart();
      if (isWanted(value)) return value;
    }
  }
  return null;
}

/** `decodeURIComponent` that gives back what cannot be decoded, instead of throwing. */
export function decodeCookie(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
