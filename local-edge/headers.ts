/** Headers as CloudFront keeps them. */
import type { CloudFrontHeaders } from '../handler/src/cloudfront';
import { entriesOf } from '../handler/src/rules/headers';

/** Names in lower case and one entry for each value, whatever the function wrote of what CloudFront takes. */
export function normalHeaders(headers: CloudFrontHeaders | undefined): CloudFrontHeaders {
  const normal: CloudFrontHeaders = {};
  for (const { name, key, value } of entriesOf(headers)) {
    addHeader(normal, name.toLowerCase(), {
      ...(typeof key === 'string' && { key }),
      value,
    });
  }
  return normal;
}

/** Adds an occurrence. */
export function addHeader(
  headers: CloudFrontHeaders,
  name: string,
  entry: { key?: string; value: string },
): void {
  // defineProperty: there may be a header called __proto__.
  if (!Object.hasOwn(headers, name)) {
    Object.defineProperty(headers, name, {
      value: [],
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  headers[name]?.push(entry);
}
