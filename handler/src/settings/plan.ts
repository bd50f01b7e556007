/**
 * Settings that somebody cannot have meant, but that do no harm where they run: refused where they are planned, and not
 * part of the bundle.
 */
import { refuseUnreachable } from '../routes/reachable';
import { parseSettings, type Settings, SettingsError } from '.';

/** As {@link parseSettings}, and stricter. */
export function parsePlannedSettings(json: unknown): Settings {
  const settings = parseSettings(json);
  refuseUnreachable(settings.routes);
  refuseTakenHeaders(settings);
  return settings;
}

/** What a route sets is taken off every request before anybody looks at it. */
function refuseTakenHeaders({ routes, identity }: Settings): void {
  for (const name of ['userIdHeader', 'countryHeader'] as const) {
    const header = identity[name];
    if (header !== null && routes.some((route) => route.header === header)) {
      throw new SettingsError(
        `identity.${name}`,
        `is ${header}, which a route sets and which is taken off every request therefore. Name another.`,
      );
    }
  }
}
