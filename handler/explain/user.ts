/** A Statsig user that somebody typed. */
import type { StatsigUser } from '@statsig/client-core';
import { messageOf } from '../src/log';

const GROUPS = ['customIDs', 'custom', 'privateAttributes', 'statsigEnvironment'];

/** The user, or what is wrong with the text, to be said of its name: `is not JSON: …`. */
export function readUser(json: string): { user: StatsigUser } | { problem: string } {
  let user: unknown;
  try {
    user = JSON.parse(json);
  } catch (error) {
    return { problem: `is not JSON: ${messageOf(error)}` };
  }
  if (!isObject(user)) return { problem: 'is not a JSON object' };
  for (const group of GROUPS) {
    const value = user[group];
    if (value !== undefined && !isObject(value)) {
      return { problem: `has a ${group} that is not a JSON object` };
    }
  }
  return { user };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
