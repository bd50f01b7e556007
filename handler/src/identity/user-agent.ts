/**
 * Browser and operating system as Statsig's servers derive them: the same parser, and the same two corrections.
 * @see https://github.com/statsig-io/node-js-server-sdk/blob/main/src/utils/parseUserAgent.ts
 */
import type { StatsigUser } from '@statsig/client-core';

const FIELDS = ['browser_name', 'browser_version', 'os_name', 'os_version'] as const;
/** The servers' other spelling. */
const OTHERWISE = ['browsername', 'browserversion', 'osname', 'osversion'] as const;
const SPELLINGS = [...FIELDS, ...OTHERWISE];

type Field = (typeof FIELDS)[number];

export type UserAgentFields = Partial<Record<(typeof SPELLINGS)[number], string>>;

/** Longer ones are not parsed, as on Statsig's servers. */
const MAX_LENGTH = 1_000;

/** Keeps them from conditions on a field of the same name that is not the user agent's. */
const PREFIX = 'user agent: ';

/** Where {@link withUserAgentFields} puts the field that a condition on the user agent names, in any case. */
export function userAgentField(field: string): string {
  const name = field.toLowerCase();
  return SPELLINGS.some((spelling) => spelling === name) ? `${PREFIX}${name}` : field;
}

/**
 * The user with these fields; what the user says of itself comes first, as on the servers. Made anew for every
 * evaluation, so that they count whatever a user's own function puts into the user.
 */
export function withUserAgentFields(user: StatsigUser): StatsigUser {
  // Stryker disable next-line StringLiteral: a text in which no browser is found is as good as none
  const derived = deriveFromUserAgent(user.userAgent ?? '');
  const privateAttributes = { ...user.privateAttributes };
  for (const name of SPELLINGS) {
    privateAttributes[PREFIX + name] = said(user, name) ?? derived[name];
  }
  return { ...user, privateAttributes };
}

function said(user: StatsigUser, name: string): StatsigUserValue {
  const top = user as Record<string, StatsigUserValue>;
  return top[name] ?? user.custom?.[name] ?? user.privateAttributes?.[name];
}

type StatsigUserValue = NonNullable<StatsigUser['custom']>[string];

let last: { userAgent: string; fields: UserAgentFields } | null = null;

export function deriveFromUserAgent(userAgent: string): UserAgentFields {
  // A page and its assets come from one browser: the last answer is often the next.
  if (last?.userAgent === userAgent) return last.fields;
  const fields = userAgent.length > MAX_LENGTH ? {} : inBothSpellings(parse(userAgent));
  last = { userAgent, fields };
  return fields;
}

function parse(userAgent: string): Partial<Record<Field, string>> {
  const { browser, os, device } = uaParser()(userAgent);
  const isHandheld = device.type === 'mobile' || device.type === 'tablet';
  const hasMobileName = browser.name === 'Chrome' || browser.name === 'Firefox';
  return {
    browser_name: isHandheld && hasMobileName ? `${browser.name} Mobile` : browser.name,
    browser_version: browser.version,
    os_name: os.name === 'Mac OS' ? 'Mac OS X' : os.name,
    os_version: os.version,
  };
}

/** Runs the parser once, which takes some milliseconds: when specs are loaded, so that no visitor waits for it. */
export function warmUpUserAgentParser(): void {
  // Stryker disable next-line StringLiteral: any text loads the parser and runs it
  parse('');
}

/** Not imported: its tables would be built in every cold start, and most specs look at no user agent. */
function uaParser(): typeof import('ua-parser-js') {
  return require('ua-parser-js');
}

function inBothSpellings(fields: Partial<Record<Field, string>>): UserAgentFields {
  return {
    ...fields,
    browsername: fields.browser_name,
    browserversion: fields.browser_version,
    osname: fields.os_name,
    osversion: fields.os_version,
  };
}
