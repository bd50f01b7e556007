/** The settings that the function gets, and what the local edge itself takes from them. */
import { parseSettings, type Settings } from '../../handler/src/settings';
import { readSettingsFile } from './files';
import { type Flags, StartError } from './flags';

export interface SettingsInUse {
  /** For the function, as in its zip. */
  json: object;
  /** Parsed, for the local edge. */
  settings: Settings;
}

/** The guide's gate on every path; specs from a private bucket that exists in the local store only. */
const DEFAULT_SETTINGS = {
  clientKey: 'client-local-demo',
  specs: {
    url: 'https://statsig-edge-local.s3.us-east-1.amazonaws.com/statsig-config.json',
    access: 'private',
    region: 'us-east-1',
    refreshSeconds: 5,
  },
  identity: { userIdCookie: 'userID' },
};

/** @throws {StartError} when the file cannot be used. */
export function settingsInUse(flags: Pick<Flags, 'settings' | 'access'>): SettingsInUse {
  const { json, settings } =
    flags.settings === null
      ? { json: DEFAULT_SETTINGS, settings: parseSettings(DEFAULT_SETTINGS) }
      : readSettingsFile(flags.settings);
  const { access } = flags;
  if (access === null) return { json, settings };
  if (access === 'private' && settings.specs.region === '') {
    throw new StartError('--access private: the settings need specs.region, for the signature.');
  }
  const secret = access === 'cloudfront' ? settings.specs.secret : null;
  const specs = { ...settings.specs, access, secret };
  return { json: { ...json, specs }, settings: { ...settings, specs } };
}
