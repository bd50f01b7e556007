import { parseSettings, type Settings } from '../../../handler/src/settings';

export const CLIENT_KEY = 'client-abc123';

/** Settings as `settings.json` gives them, for a public object unless said otherwise. */
export function settingsFor(json: Record<string, unknown> = {}): Settings {
  return parseSettings({
    clientKey: CLIENT_KEY,
    specs: { url: 'https://bucket.example/statsig-config.json', access: 'public' },
    ...json,
  });
}
