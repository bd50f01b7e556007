/** Visitors as different as conditions can tell them apart. */
import type { StatsigUser } from '@statsig/client-core';
import { parseSpecs } from '../../handler/src/specs';
import type { Visitor } from './specs-handler';

const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
  'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0',
  'Mozilla/5.0 (Linux; Android 13; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
  // Its version of Windows is "XP", which is no version.
  'Mozilla/5.0 (Windows NT 5.1; rv:52.0) Gecko/20100101 Firefox/52.0',
  'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0',
  'something else entirely',
  '',
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${'x'.repeat(1_000)} Chrome/140.0.0.0`,
  undefined,
];

const COUNTRIES = ['SE', 'US', 'DE', undefined];

/** From a block for documentation, which is in no country. */
const address = (index: number) => `203.0.113.${index % 250}`;

export const visitors: Visitor[] = [
  { userID: 'ann', stableID: 'stable-1', ip: address(1), userAgent: USER_AGENTS[0], country: 'SE' },
  { userID: 'ÅSA 🦊', stableID: 'stable-2', ip: address(2), userAgent: USER_AGENTS[1] },
  { userID: '31', stableID: 'stable-3', ip: address(3), userAgent: USER_AGENTS[6], country: 'de' },
  ...Array.from({ length: 60 }, (_, index) => ({
    // Every third is not signed in.
    userID: index % 3 === 0 ? undefined : `visitor-${index}`,
    // The browser SDK's are random; a visitor's own is no userID.
    stableID: `${String(index).padStart(8, '0')}-6b0c-4d0c-9d3f-3c1f0a5b8e11`,
    ip: address(index),
    userAgent: USER_AGENTS[index % USER_AGENTS.length],
    country: COUNTRIES[index % COUNTRIES.length],
  })),
];

/** The user that a visitor is to Statsig; written down here anew, so as not to trust the handler. */
export function userOfVisitor({ userID, stableID, ip, userAgent, country }: Visitor): StatsigUser {
  return {
    userID: userID ?? stableID,
    customIDs: { stableID },
    ip,
    ...(userAgent !== undefined && { userAgent }),
    ...(country !== undefined && { country: country.toUpperCase() }),
  };
}

/** What a user's own function may know of a user, and a request cannot say. */
export const ownFields: StatsigUser[] = [
  {},
  { email: 'ann@example.com', appVersion: '1.10.0', custom: { age: 31, plan: 'pro', beta: true } },
  { email: 'ANN@EXAMPLE.COM', appVersion: '1.9', custom: { age: '10', plan: 'free', beta: false } },
  {
    email: 'bob@statsig.com',
    appVersion: '2.0.0-beta.3',
    custom: { age: 9, plan: '', beta: 'true' },
  },
  { email: 'null', appVersion: '1.x', custom: { age: '', roles: ['admin', 'ops'] } },
  { email: 'undefined', appVersion: '', custom: { age: 'old', roles: ['admin', '7'] } },
  { email: '', appVersion: 'newest', custom: { age: '100', roles: [] } },
  { custom: { age: 30, appVersion: 1.1, roles: ['7.5', '1'] as string[] } },
  { custom: { email: 'carl@example.com', signup: '2025-03-03T09:00:00Z', roles: 'admin' } },
  { custom: { signup: Date.UTC(2025, 2, 3, 11) } },
  { custom: { signup: Date.UTC(2025, 6, 1) / 1_000 } },
  { custom: { signup: String(Date.UTC(2025, 6, 1)) } },
  { custom: { signup: '2023' } },
  { custom: { signup: 'tomorrow', age: true } },
  { custom: { signup: 0, age: 0 } },
  { privateAttributes: { secretPlan: 'gold', age: 31 } },
  { customIDs: { companyID: 'acme', stableID: 'stable-1' }, userID: 'ann' },
  { customIDs: { companyID: 'other' }, locale: 'sv_SE', country: 'SE' },
  // Said by the user's own function, which knows better than the user agent.
  { custom: { browser_name: 'Chrome', os_version: '95' } },
  { userID: '', customIDs: {} },
];

/** Users whom the conditions of specs name by one of their fields. */
export function usersNamedIn(text: string): StatsigUser[] {
  const { feature_gates, dynamic_configs, layer_configs } = parseSpecs(text);
  const users = new Map<string, StatsigUser>();
  for (const { rules } of [...feature_gates, ...dynamic_configs, ...layer_configs]) {
    for (const { type, field, targetValue } of rules.flatMap(({ conditions }) => conditions)) {
      if (type !== 'user_field' || !field || !Array.isArray(targetValue)) continue;
      const user = { [field]: targetValue[0] };
      users.set(JSON.stringify(user), user);
    }
  }
  return [...users.values()];
}
