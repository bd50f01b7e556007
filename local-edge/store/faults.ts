/**
 * The faults that a store can be given, one row each. The local edge's store and the handler's fault tests take all of
 * them from here: a new fault is a new row.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type S3Answer, s3Error } from './s3-answer';

/** A request to the store that has a fault. */
export interface FaultyExchange {
  /** The object as it should be. */
  object: Buffer;
  /** What S3 answers to the request (403, 404 or 304 included) if this is its object. */
  answerWith(object: Buffer): S3Answer;
  send(answer: S3Answer): Promise<void>;
  /** Sends the answer with the first half of its body, and leaves it open. False for one without a body, sent whole. */
  sendHalf(answer: S3Answer): Promise<boolean>;
  /** Resets the connection. */
  reset(): Promise<void>;
}

interface Fault {
  /** What the client of the store sees. */
  description: string;
  /** True when the request stays open until its client gives up. */
  endsOnlyByDeadline: boolean;
  /** Takes the place of the store's answer. */
  answer: (exchange: FaultyExchange, ms?: number) => void | Promise<void>;
}

export const NOISE_BYTES = 5 * 1_024 * 1_024;

const DCS_V2 = JSON.stringify({
  response_format: 'dcs-v2',
  has_updates: true,
  time: 1_700_000_000_000,
  feature_gates: {},
  dynamic_configs: {},
  layer_configs: {},
  condition_map: {},
});

export const FAULTS = {
  stopped: {
    description: 'the connection is reset before anything is answered',
    endsOnlyByDeadline: false,
    answer: ({ reset }) => reset(),
  },
  hang: {
    description: 'the request is taken and never answered',
    endsOnlyByDeadline: true,
    answer: () => {},
  },
  'slow-start': {
    description:
      'the right answer, `ms` milliseconds late (default: a minute, longer than anyone waits)',
    endsOnlyByDeadline: true,
    answer: async ({ object, answerWith, send }, ms = 60_000) => {
      await sleep(ms, undefined, { ref: false });
      await send(answerWith(object));
    },
  },
  'stalled-body': {
    description: '200 and the first half of the body; the rest never comes',
    endsOnlyByDeadline: true,
    answer: async ({ object, answerWith, sendHalf }) => {
      await sendHalf(answerWith(object));
    },
  },
  'reset-body': {
    description: '200 and the first half of the body; then the connection is reset',
    endsOnlyByDeadline: false,
    answer: async ({ object, answerWith, sendHalf, reset }) => {
      if (await sendHalf(answerWith(object))) await reset();
    },
  },
  forbidden: {
    description: '403 and S3’s error XML',
    endsOnlyByDeadline: false,
    answer: ({ send }) => send(s3Error('AccessDenied')),
  },
  'not-found': {
    description: '404 and S3’s error XML',
    endsOnlyByDeadline: false,
    answer: ({ send }) => send(s3Error('NoSuchKey')),
  },
  'internal-error': {
    description: '500 and S3’s error XML',
    endsOnlyByDeadline: false,
    answer: ({ send }) => send(s3Error('InternalError')),
  },
  'slow-down': {
    description: '503 and S3’s error XML: too many requests',
    endsOnlyByDeadline: false,
    answer: ({ send }) => send(s3Error('SlowDown')),
  },
  unavailable: {
    description: '503 and an empty body',
    endsOnlyByDeadline: false,
    answer: ({ send }) => send({ status: 503, headers: {}, body: Buffer.alloc(0) }),
  },
  'error-xml': {
    description: '200, and S3’s error XML as the object',
    endsOnlyByDeadline: false,
    answer: insteadOfTheObject(s3Error('AccessDenied').body),
  },
  truncated: {
    description: '200 and half of the JSON, with the content-length of that half',
    endsOnlyByDeadline: false,
    answer: ({ object, answerWith, send }) => send(answerWith(firstHalf(object))),
  },
  'dcs-v2': {
    description: '200, and JSON in a format that no client reads any more',
    endsOnlyByDeadline: false,
    answer: insteadOfTheObject(DCS_V2),
  },
  noise: {
    description: '200 and 5 MB that are not JSON',
    endsOnlyByDeadline: false,
    answer: insteadOfTheObject(Buffer.alloc(NOISE_BYTES, 'noise ')),
  },
  empty: {
    description: '200 and an empty object',
    endsOnlyByDeadline: false,
    answer: insteadOfTheObject(''),
  },
  'no-updates': {
    description: '200 and `{"has_updates":false}`',
    endsOnlyByDeadline: false,
    answer: insteadOfTheObject('{"has_updates":false}'),
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

/** What a fault takes besides its name, such as the milliseconds of `slow-start`. */
export type FaultParameters<Name extends FaultName> =
  Parameters<(typeof FAULTS)[Name]['answer']> extends [
    FaultyExchange,
    ...infer Rest extends [ms?: number],
  ]
    ? Rest
    : [];

/** @throws for a name that is not in {@link FAULTS}; the message has all that are. */
export function faultNamed(name: string): Fault {
  if (Object.hasOwn(FAULTS, name)) return FAULTS[name as FaultName];
  throw new Error(
    `There is no fault ${JSON.stringify(name)}. The store's faults: ${Object.keys(FAULTS).join(', ')}.`,
  );
}

function insteadOfTheObject(object: string | Buffer): (exchange: FaultyExchange) => Promise<void> {
  return ({ answerWith, send }) => send(answerWith(Buffer.from(object)));
}

export function firstHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}
