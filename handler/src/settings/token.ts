/** A token (JWT) that says who is signed in. */
import { type Docs, number, text, texts, type ValuesOf } from './field';
import { COOKIE_NAME, JWKS, NAME } from './shapes';

export const tokenFields = {
  cookie: text({ default: null, shapes: [COOKIE_NAME] }),
  issuer: text({ shapes: [NAME] }),
  audience: texts(NAME, null, []),
  keys: text({ shapes: [JWKS] }),
  user: text({ default: 'sub', shapes: [NAME] }),
  leeway: number({ min: 0, max: 300, default: 30 }),
};

export const tokenDocs: Docs<typeof tokenFields> = {
  cookie:
    'Cookie that holds the token. Left out, or absent: it is the Bearer token of the header `Authorization`.',
  issuer: "Issuer, as it stands in the token's claim `iss`.",
  audience:
    "Audiences that the token may be for, by its claim `aud`, or `client_id` where it has none, as Amazon Cognito's access tokens. Left out: any.",
  keys: 'Public keys of the issuer, the text of its JWKS (`/.well-known/jwks.json`): RSA for RS256, P-256 for ES256, Ed25519 for EdDSA. Several may stand in it, so that keys can be rotated.',
  user: 'Claim that is the `userID`.',
  leeway: "Number of seconds by which the issuer's clock may be ahead or behind.",
};

export type TokenSettings = ValuesOf<typeof tokenFields>;

/** For documentation and tests. */
export const tokenExample = { issuer: 'https://issuer.example/', keys: 'keys: [{}]' };
