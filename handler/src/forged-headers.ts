/** Headers that the handler alone sets: the origin trusts them, so that no viewer's own gets there. */
import type { CloudFrontHeaders } from './cloudfront';
import { OWN_HEADERS } from './http-names';

/** Takes them off a request, whatever it asks for: the origin may read a path otherwise than the routes do. */
export type TakeOffForged = (headers: CloudFrontHeaders) => void;

/** @param routes whatever of their fields, the headers that they set among them. */
export function takeOffForged(routes: readonly { header: string | null }[]): TakeOffForged {
  const ours = new Set(
    [...OWN_HEADERS, ...routes.flatMap(({ header }) => header ?? [])].map(alike),
  );
  // Of the headers of a request few are as long as one of ours: the others need not be looked at.
  const lengths = new Set([...ours].map((name) => name.length));
  return (headers) => {
    for (const name of Object.keys(headers)) {
      if (lengths.has(name.length) && ours.has(alike(name))) delete headers[name];
    }
  };
}

/** Many a server gives an application `x_staff`, `x.staff` and `x-staff` under one name, HTTP_X_STAFF. */
function alike(name: string): string {
  return name.replace(/[^a-z\d]/g, '-');
}
