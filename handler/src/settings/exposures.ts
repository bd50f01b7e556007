/** What Statsig hears of who was shown what. */
import { choice, choices, type Docs, number, type ValuesOf } from './field';

export const exposuresFields = {
  mode: choice(['off', 'batch'], 'off'),
  maxEvents: number({
    min: 1,
    max: 500,
    default: 50,
  }),
  maxAgeSeconds: number({ min: 0, max: 3_600, default: 10 }),
  timeoutMs: number({
    min: 10,
    max: 1_000,
    default: 300,
  }),
  userFields: choices(
    ['userID', 'customIDs', 'userAgent', 'ip', 'country', 'custom', 'statsigEnvironment'],
    ['userID', 'customIDs', 'userAgent'],
  ),
};

export const exposuresDocs: Docs<typeof exposuresFields> = {
  mode: 'Exposure events: `off` sends none, `batch` sends them to Statsig in batches across requests.',
  maxEvents: 'Number of events at which a batch is sent.',
  maxAgeSeconds:
    'Age in seconds of the oldest event at which a batch is sent, on the next request.',
  timeoutMs: 'Longest time in milliseconds that a request waits for a batch that it sends.',
  userFields: 'Fields of the user that are sent along; Statsig tells bots by `userAgent`.',
};

export type ExposureSettings = ValuesOf<typeof exposuresFields>;
