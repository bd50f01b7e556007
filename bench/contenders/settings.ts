import { readFileSync } from 'node:fs';

/** What a contender needs of the `settings.json` beside its bundle; the same file for all of them. */
export interface ContenderSettings {
  clientKey: string;
  specs: { url: string };
}

export function readSettings(): ContenderSettings {
  return JSON.parse(readFileSync(new URL('settings.json', import.meta.url), 'utf8'));
}
