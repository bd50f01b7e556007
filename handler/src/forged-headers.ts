/** Headers that the handler alone sets: the origin trusts them, so that no viewer's own gets there. */
import type { CloudFrontHeaders } from './cloudfront';
import { NEW_ID_HEADER } from './http-names';

/** Takes them off a request, whatever it asks for: the origin may read a path otherwise than the routes do. */
export type TakeOffForged = (headers: CloudFrontHeaders) => void;

/** @param routes whatever of their fields, the headers that they set among them. */
export function takeOffForged(routes: readonly { header: string | null }[]): TakeOffForged {
  const ours = new Set([NEW_ID_HEADER, ...routes.flatMap(({ header }) => header ?? [])].map(alike));
  return (headers) => {
    for (const name of Object.keys(headers)) if (ours.has(alike(name))) delete headers[name];
  };
}

/** Many a server gives an application `x_staff` and `x-staff` under one name. */
function alike(name: string): string {
  return name.includes('_') ? name.replaceAll('_', '-') : name;
}
