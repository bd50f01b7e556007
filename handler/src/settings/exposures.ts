/** What Statsig hears of who was shown what. */
import { choice, type Docs, number, texts, type ValuesOf } from './field';
import { USER_FIELD } from './shapes';

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
  userFields: texts(USER_FIELD, null, ['userID', 'customIDs', 'userAgent']),
};

export const exposuresDocs: Docs<typeof exposuresFields> = {
  mode: 'How exposure events are sent: `off` (not at all) or `batch` (to Statsig, in batches across requests).',
  maxEvents: 'Number of events at which a batch is sent.',
  maxAgeSeconds:
    'Age in seconds of the oldest event at which a batch is sent, at the end of a request. Younger ones are lost when Lambda ends the environment; with 0 none are, and each new exposure waits for Statsig.',
  timeoutMs: 'Longest time in milliseconds that a request waits for a batch that it sends.',
  userFields:
    'Fields of the user that are sent along, besides its environment tier, such as `email`, or `custom.plan` of its `custom` fields. Statsig tells bots by `userAgent`.',
};

export type ExposureSettings = ValuesOf<typeof exposuresFields>;
