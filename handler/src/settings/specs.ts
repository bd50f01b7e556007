/** Where the specs are, and how the function keeps them fresh. */
import { choice, type Docs, number, text, type ValuesOf } from './field';

/** Ways to the object. */
export const ACCESSES = ['private', 'public', 'cloudfront'] as const;
export type Access = (typeof ACCESSES)[number];

/** What the distribution in front of the bucket may ask for. */
export const SECRET_HEADER = 'x-statsig-edge-secret';

/** Long enough that nobody guesses it, and of what a header may hold. */
export const SECRET = /^[!-~]{16,256}$/;

/** What a deployment knows by itself. */
export const specsLocation = {
  url: text({ problem: problemOfAddress }),
  access: choice(ACCESSES, 'private'),
  region: text({
    default: '',
  }),
  secret: text({ default: null, problem: problemOfSecret }),
};

export const specsRefresh = {
  refreshSeconds: number({
    min: 1,
    max: 86_400,
    default: 60,
  }),
  maxStaleSeconds: number({ min: 0, max: 604_800, default: 600 }),
  // Without specs in the zip a cold request may wait twice, once in the init phase: together under two seconds.
  maxWaitMs: number({
    min: 50,
    max: 1_500,
    default: 800,
  }),
};

export const specsFields = { ...specsLocation, ...specsRefresh };

export const specsDocs: Docs<typeof specsFields> = {
  url: 'Address of the object with the specs, for instance `https://my-bucket.s3.eu-west-1.amazonaws.com/statsig-config.json`.',
  access:
    'How the object is read. `private`: the request is signed with the credentials of the execution role. `public`: it is not signed. `cloudfront`: it is not signed either, and goes to a distribution in front of the bucket.',
  region: 'AWS Region of the bucket, for the signature. Needed for `private`.',
  secret:
    'Value of the request header `x-statsig-edge-secret`, which the distribution asks for. Left out: it asks for none.',
  refreshSeconds: 'Number of seconds after which the bucket is asked for newer specs.',
  maxStaleSeconds:
    'Age in seconds up to which requests are answered from the current specs while they are refreshed; with older ones a request waits for the refresh first.',
  maxWaitMs:
    'Longest time in milliseconds that a request waits for a load of the specs; the load itself goes on as long as the store sends something.',
};

export type SpecsSettings = ValuesOf<typeof specsFields>;

/** Without the value, which is not for a log. */
function problemOfSecret(secret: string): string | null {
  return SECRET.test(secret)
    ? null
    : 'is not valid: a secret has 16 to 256 letters, digits and signs, and no spaces.';
}

/** Why the object cannot be fetched, or its request not be signed; null when both can. */
function problemOfAddress(url: string): string | null {
  try {
    const { protocol, username, password, pathname } = new URL(url);
    decodeURIComponent(pathname);
    if (/^https?:$/.test(protocol) && username === '' && password === '') return null;
  } catch {}
  return `is ${JSON.stringify(url)}, which is not an http or https address without a user name and without an unescaped %.`;
}
