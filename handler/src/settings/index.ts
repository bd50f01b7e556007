/**
 * Settings: what one deployment is told. They are baked into the function's zip as `settings.json`, because
 * Lambda@Edge has no environment variables, and because they then change and roll back with the version.
 */
import { defaults, exposureRanges, specsRanges } from './defaults';
import { asRecord, Fields, SettingsError } from './fields';
import { parseRoutes, type Route } from './routes';

export { SettingsError } from './fields';
export type { Route, RouteAction } from './routes';

export interface Settings {
  /** Statsig client key, `client-…`. It is public: browsers carry the same one. Never a server secret. */
  clientKey: string;
  /** Statsig environment tier (`production`, `staging`, `development`, or your own). Default: the one in the specs. */
  environment: string | null;
  specs: SpecsSettings;
  /** First whose path matches wins; a request that matches none passes untouched. Default: the guide's `test_gate`. */
  routes: Route[];
  identity: IdentitySettings;
  exposures: ExposureSettings;
}

export interface SpecsSettings {
  /** Where the object is, for instance `https://my-bucket.s3.eu-west-1.amazonaws.com/statsig-config.json`. */
  url: string;
  /** `private`: the GET is signed with the execution role's credentials. `public`: a plain GET. Default `private`. */
  access: 'private' | 'public';
  /** AWS Region of the bucket, for the signature. Needed for `private`. */
  region: string;
  /** How long specs are used before S3 is asked again, in seconds. Default 60. */
  refreshSeconds: number;
  /**
   * Up to this age, in seconds, a request is answered from the specs at hand while they are refreshed; older, it
   * waits for the refresh first, at most `timeoutMs`. Default 600.
   */
  maxStaleSeconds: number;
  /** Deadline of one load of the specs, a retry included, in milliseconds. Default 800, at most 1500. */
  timeoutMs: number;
}

export interface IdentitySettings {
  /** Keep the visitor's id in the cookie that Statsig's browser SDK uses. Default true. */
  stableIdCookie: boolean;
  /** The sticky cookie is written only for visitors who send this cookie: `name`, or `name=value`. Default: always. */
  consentCookie: string | null;
  /** Cookie that holds the `userID` of a visitor who is signed in. Default none. */
  userIdCookie: string | null;
  /** Request header that holds the `userID`; looked at before the cookie. Default none. */
  userIdHeader: string | null;
  /** The `userID` of a visitor who is not signed in: the sticky id, or none as in the browser SDK. Default `stableID`. */
  anonymousUserId: 'stableID' | 'none';
  /**
   * Request header that holds the visitor's country and that viewers cannot forge, for instance one that AWS WAF
   * inserts. Default none.
   */
  countryHeader: string | null;
}

export interface ExposureSettings {
  /** `off`, or `batch`: sent to Statsig in batches across requests. Default `off`. */
  mode: 'off' | 'batch';
  /** A batch is sent when it holds this many events. Default 50, at most 500. */
  maxEvents: number;
  /** … or on the first request after its oldest event reached this age, in seconds. Default 10. */
  maxAgeSeconds: number;
  /** The longest a request waits for a batch that it sends, in milliseconds. Default 300, at most 1000. */
  timeoutMs: number;
  /** Fields of the user that are sent along. Default `userID`, `customIDs`, `userAgent` (Statsig filters bots by it). */
  userFields: UserField[];
}

export const USER_FIELDS = [
  'userID',
  'customIDs',
  'userAgent',
  'ip',
  'country',
  'custom',
  'statsigEnvironment',
] as const;
export type UserField = (typeof USER_FIELDS)[number];

/**
 * Checks settings as they stand in `settings.json`, and fills in the defaults. An absent field and `null` are the
 * same, because Terraform writes `null` for what was not given.
 * @throws {SettingsError} naming the field, what is wrong with it and what to do.
 */
export function parseSettings(json: unknown): Settings {
  const fields = new Fields('', asRecord('', json));
  const settings: Settings = {
    clientKey: checkClientKey(fields.string('clientKey')),
    environment: fields.optionalString('environment'),
    specs: parseSpecsSettings(fields.group('specs')),
    routes: parseRoutes(fields.list('routes')),
    identity: parseIdentity(fields.group('identity')),
    exposures: parseExposures(fields.group('exposures')),
  };
  fields.refuseUnknown();
  return settings;
}

/**
 * Refuses what is not a Statsig client key.
 * @see https://docs.statsig.com/access-management/api-keys
 * @throws {SettingsError}
 */
export function checkClientKey(key: string): string {
  if (key.startsWith('secret-')) {
    throw new SettingsError(
      'clientKey',
      'is a server secret key (secret-…). Whoever has it can read and change your project, and this one would be written into a file. ' +
        'Use a client key (client-…) from Statsig console → Settings → Keys & Environments, and rotate the secret if it was committed anywhere.',
    );
  }
  if (key.startsWith('console-')) {
    throw new SettingsError(
      'clientKey',
      'is a console API key (console-…). Use a client key (client-…) from Statsig console → Settings → Keys & Environments.',
    );
  }
  if (!/^client-[A-Za-z0-9_-]+$/.test(key)) {
    throw new SettingsError(
      'clientKey',
      `is ${JSON.stringify(key)}; a Statsig client key starts with client-. You find it in Statsig console → Settings → Keys & Environments.`,
    );
  }
  return key;
}

function parseSpecsSettings(fields: Fields): SpecsSettings {
  const specs: SpecsSettings = {
    url: fields.string('url'),
    access: fields.oneOf('access', ['private', 'public'], defaults.access),
    region: fields.optionalString('region') ?? '',
    refreshSeconds: fields.number('refreshSeconds', specsRanges.refreshSeconds),
    maxStaleSeconds: fields.number('maxStaleSeconds', specsRanges.maxStaleSeconds),
    timeoutMs: fields.number('timeoutMs', specsRanges.timeoutMs),
  };
  fields.refuseUnknown();
  if (!isAddress(specs.url)) {
    fields.fail(
      'url',
      `is ${JSON.stringify(specs.url)}, which is no http or https address; it has neither a user name nor a lone %.`,
    );
  }
  if (specs.access === 'private' && specs.region === '') {
    fields.fail(
      'region',
      'is missing: a private bucket needs the AWS Region it is in, for the signature.',
    );
  }
  return specs;
}

/** What fetch takes, and what can be signed. */
function isAddress(text: string): boolean {
  try {
    const { protocol, username, password, pathname } = new URL(text);
    decodeURIComponent(pathname);
    return /^https?:$/.test(protocol) && username === '' && password === '';
  } catch {
    return false;
  }
}

function parseIdentity(fields: Fields): IdentitySettings {
  const identity: IdentitySettings = {
    stableIdCookie: fields.boolean('stableIdCookie', defaults.stableIdCookie),
    consentCookie: fields.cookieNameOrPair('consentCookie'),
    userIdCookie: fields.cookieName('userIdCookie'),
    userIdHeader: fields.headerName('userIdHeader'),
    anonymousUserId: fields.oneOf(
      'anonymousUserId',
      ['stableID', 'none'],
      defaults.anonymousUserId,
    ),
    countryHeader: fields.headerName('countryHeader'),
  };
  fields.refuseUnknown();
  if (identity.countryHeader?.startsWith('cloudfront-')) {
    fields.fail(
      'countryHeader',
      `is ${identity.countryHeader}. CloudFront adds its own headers after the viewer-request event, so here that name holds whatever the viewer wrote. ` +
        'Name a header that AWS WAF inserts (x-amzn-waf-…) instead.',
    );
  }
  return identity;
}

function parseExposures(fields: Fields): ExposureSettings {
  const exposures: ExposureSettings = {
    mode: fields.oneOf('mode', ['off', 'batch'], defaults.exposuresMode),
    maxEvents: fields.number('maxEvents', exposureRanges.maxEvents),
    maxAgeSeconds: fields.number('maxAgeSeconds', exposureRanges.maxAgeSeconds),
    timeoutMs: fields.number('timeoutMs', exposureRanges.timeoutMs),
    userFields: fields.listOf('userFields', USER_FIELDS, [...defaults.userFields]),
  };
  fields.refuseUnknown();
  return exposures;
}
