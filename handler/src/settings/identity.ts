/** Who a visitor is. */
import { attributeDocs, attributeExample, attributeFields } from './attributes';
import {
  boolean,
  choice,
  type Docs,
  type Nested,
  objects,
  optionalObject,
  text,
  type ValuesOf,
} from './field';
import {
  COOKIE,
  COOKIE_NAME,
  HEADER_NAME,
  HEADER_OF_OURS,
  NO_HEADER_OF_CLOUDFRONT,
} from './shapes';
import { tokenDocs, tokenExample, tokenFields } from './token';

export const identityFields = {
  stableIdCookie: boolean(true),
  everywhere: boolean(false),
  consentCookie: text({ default: null, shapes: [COOKIE] }),
  userIdCookie: text({
    default: null,
    shapes: [COOKIE_NAME],
  }),
  userIdHeader: text({ default: null, shapes: [HEADER_NAME, HEADER_OF_OURS], letters: 'lower' }),
  anonymousUserId: choice(['stableID', 'none'], null),
  countryHeader: text({
    default: null,
    shapes: [HEADER_NAME, NO_HEADER_OF_CLOUDFRONT, HEADER_OF_OURS],
    letters: 'lower',
  }),
  countryFromAddress: boolean(true),
  mappedAddresses: boolean(false),
  token: optionalObject(tokenFields),
  attributes: objects(attributeFields, []),
};

export const identityDocs: Docs<typeof identityFields> = {
  stableIdCookie:
    "Cookie with the visitor's sticky id, the same one that Statsig's browser SDK uses. `false`: none is set.",
  everywhere:
    'Sticky cookie also for new visitors whose first request no route decides on: a page (GET or HEAD, no path of a file such as `/app.js`) that passes untouched otherwise. `false`: only what is decided on hands it out.',
  consentCookie:
    'Cookie of visitors who agreed to the sticky cookie, `name` or `name=value`: only they are given it. Left out: everybody is.',
  userIdCookie:
    'Cookie that holds the `userID` of visitors who are signed in. A viewer can write anything into it, so a gate is not access control.',
  userIdHeader:
    'Request header that holds the `userID` of visitors who are signed in; it is looked at before the cookie. A viewer can write anything into it, too, unless something in front of the function sets it.',
  anonymousUserId:
    'The `userID` of visitors who are not signed in: `none`, as in the browser SDK, or `stableID` for their sticky id (one that the browser SDK or the function made). Left out: `none` where routes are given, and `stableID` without.',
  countryHeader:
    "Request header that holds the visitor's country and that viewers cannot forge, such as one that AWS WAF inserts. Left out: it is that of the visitor's address.",
  countryFromAddress:
    "Country by the visitor's IPv4 address, as Statsig's servers find it, where neither a function of your own nor `countryHeader` tells it. `false`: it is unknown then.",
  mappedAddresses:
    "Addresses such as `::ffff:203.0.113.1` are looked up as the IPv4 address that is in them, which Statsig's servers do not do.",
  token:
    'Token (JWT) that says who is signed in, and is verified here: of who has none, or one that is not good, nothing is known. Left out: none.',
  attributes: 'Fields of the Statsig user that a request carries. Left out: none.',
};

export const identityNested: Nested = {
  token: { docs: tokenDocs, example: tokenExample },
  attributes: { docs: attributeDocs, example: attributeExample },
};

export type IdentitySettings = ValuesOf<typeof identityFields>;
