/**
 * Browser and operating system as Statsig's servers derive them: the same parser, and the same two corrections.
 * @see https://github.com/statsig-io/node-js-server-sdk/blob/main/src/utils/parseUserAgent.ts
 */
import type { StatsigUser } from '@statsig/serverless-client';
import UAParser from 'ua-parser-js';

type Field = 'browser_name' | 'browser_version' | 'os_name' | 'os_version';
/** The servers' other spelling; Statsig's client looks both up in lower case. */
type OtherSpelling = 'browsername' | 'browserversion' | 'osname' | 'osversion';

export type UserAgentFields = Partial<Record<Field | OtherSpelling, string>>;

/** Longer ones are not parsed, as on Statsig's servers. */
const LONGEST = 1_000;

/**
 * The user with these fields, where Statsig's client looks last: what the user says of itself comes first, as on the
 * servers. Made anew for every evaluation, so that they count whatever a user's own function puts into the user.
 */
export function withUserAgentFields(user: StatsigUser): StatsigUser {
  if (typeof user.userAgent !== 'string') return user;
  const privateAttributes = { ...deriveFromUserAgent(user.userAgent), ...user.privateAttributes };
  return { ...user, privateAttributes };
}

let last: { userAgent: string; fields: UserAgentFields } | null = null;

export function deriveFromUserAgent(userAgent: string): UserAgentFields {
  // A page and its assets come from one browser: the last answer is often the next.
  if (last?.userAgent === userAgent) return last.fields;
  const fields = userAgent.length > LONGEST ? {} : inBothSpellings(parse(userAgent));
  last = { userAgent, fields };
  return fields;
}

function parse(userAgent: string): Partial<Record<Field, string>> {
  const { browser, os, device } = UAParser(userAgent);
  const isHandheld = device.type === 'mobile' || device.type === 'tablet';
  const hasMobileName = browser.name === 'Chrome' || browser.name === 'Firefox';
  return {
    browser_name: isHandheld && hasMobileName ? `${browser.name} Mobile` : browser.name,
    browser_version: browser.version,
    os_name: os.name === 'Mac OS' ? 'Mac OS X' : os.name,
    os_version: os.version,
  };
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
