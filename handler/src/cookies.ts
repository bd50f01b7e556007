/** Cookies in CloudFront's headers: a viewer may send several `Cookie` headers, each with several cookies. */
import type { CloudFrontHeaders } from './cloudfront';

/** The value of a cookie as it was sent, or null. Looks for one name only, because that is all a request needs. */
export function findCookie(headers: CloudFrontHeaders, name: string): string | null {
  for (const { value } of headers.cookie ?? []) {
    // Cutting up all the cookies of a visitor who lacks this one would be for nothing.
    if (!value.includes(name)) continue;
    for (const pair of value.split(';')) {
      const equals = pair.indexOf('=');
      if (equals !== -1 && pair.slice(0, equals).trim() === name) {
        return pair.slice(equals + 1).trim();
      }
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
