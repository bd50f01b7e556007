/** What texts in the settings look like. */
import { CLOUDFRONT_HEADER_PREFIX, METHODS, OWN_HEADERS, TOKEN } from '../http-names';
import type { Shape } from './field';

export const COOKIE_NAME: Shape = {
  matches: TOKEN,
  message: "the name of a cookie has letters, digits and !#$%&'*+.^_`|~-",
  refuses: 'user id',
};

/** Its name, or `name=value`. */
export const COOKIE: Shape = {
  matches: new RegExp(`${TOKEN.source.slice(0, -1)}(=.*)?$`),
  message: 'a cookie is written as its name, or as name=value',
  refuses: 'my consent=yes',
};

export const HEADER_NAME: Shape = {
  matches: TOKEN,
  message: "the name of a header has letters, digits and !#$%&'*+.^_`|~-",
  refuses: 'x gate',
};

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html */
export const NO_HEADER_OF_CLOUDFRONT: Shape = {
  reserved: [],
  reservedPrefixes: [CLOUDFRONT_HEADER_PREFIX],
  message:
    'CloudFront adds only after the viewer-request event, so that the function would see whatever the viewer wrote; name a header that AWS WAF inserts (x-amzn-waf-…)',
  refuses: 'cloudfront-viewer-country',
};

export const HEADER_OF_OURS: Shape = {
  reserved: [...OWN_HEADERS],
  reservedPrefixes: [],
  message:
    'the function sets for itself, and takes off every request; name one of your own, such as x-my-variant',
  refuses: 'x-statsig-stable-id',
};

export const NAME: Shape = {
  matches: /^./,
  message: 'it needs a name, or is left out',
  refuses: '',
};

export const PATH_PATTERN: Shape = {
  matches: /^[/*]/,
  message: 'a path starts with / or *',
  refuses: 'home',
};

export const METHOD: Shape = {
  matches: new RegExp(`^(${METHODS.join('|')})$`),
  message: `CloudFront knows ${METHODS.join(', ')}`,
  refuses: 'FETCH',
};

/** As `URL.host` has them. */
export const HOST: Shape = {
  matches: /^[a-z0-9.-]+(:[0-9]+)?$/,
  message: 'a host is a name alone, such as www.example.com',
  refuses: 'https://b.example',
};

/** What the site can say of a visitor: the address, the user agent and the ids are told by the request. */
export const ATTRIBUTE: Shape = {
  matches: /^(email|locale|appVersion|(custom|privateAttributes|customIDs)[.].{1,100})$/,
  message:
    'an attribute is email, locale, appVersion, or one of custom, privateAttributes and customIDs, such as custom.plan',
  refuses: 'userID',
};

export const ID_OF_THE_COOKIE: Shape = {
  reserved: ['customIDs.stableID', 'customIDs.stableid'],
  reservedPrefixes: [],
  message: 'comes from the cookie; leave it to that',
  refuses: 'customIDs.stableID',
};

/** The rest is checked where it is planned (plan.ts), or is told in the log. */
export const JWKS: Shape = {
  matches: /keys\W+\[\s*[{]/,
  message:
    'keys are the text of a JWKS with at least one key, as /.well-known/jwks.json of the issuer has it',
  refuses: '{"keys":[]}',
};

/** Any field of a Statsig user but the private attributes, which are there not to be sent. */
export const USER_FIELD: Shape = {
  matches:
    /^(userID|email|ip|userAgent|country|locale|appVersion|analyticsOnlyMetadata|(customIDs|custom)([.].+)?)$/,
  message:
    'a field of the user is userID, email, ip, userAgent, country, locale, appVersion, analyticsOnlyMetadata, customIDs or custom, or one of the last two, such as custom.plan; privateAttributes are never sent',
  refuses: 'privateAttributes',
};

/** 32 bytes are 43 letters, and 64 are 86. */
export const STICKY_KEY: Shape = {
  matches: /^[A-Za-z0-9+/_-]{43,86}={0,2}$/,
  message: 'a key is 32 to 64 random bytes in Base64, as `openssl rand -base64 32` makes them',
  refuses: 'too-short',
  isSecret: true,
};
