/** Signatures of groups: HMAC-SHA256, of which 128 bits are kept. */
import { builtin } from '../builtin';
import { remember } from '../remember';
import type { StatsigSpec } from './kept';

/** What a signature is for: nobody else's group, no other experiment's, and none of before it was reset. */
type Experiment = Pick<StatsigSpec, 'name' | 'salt' | 'idType'>;

const BYTES = 16;
const MAX_GOOD = 1_000;

export interface Signer {
  /** Finds an experiment's entry, so that the others need not be verified. */
  tagOf(experiment: Experiment): string;
  sign(experiment: Experiment, unit: string, rule: string): string;
  /** Which key it was signed by; -1 for none. */
  signedBy(signature: string, experiment: Experiment, unit: string, rule: string): number;
}

/** @param keys in Base64; the first signs. */
export function signerOf(keys: readonly string[]): Signer {
  const { createHash, createHmac, timingSafeEqual } = builtin('node:crypto');
  const secrets = keys.map((key) => Buffer.from(key, 'base64'));
  // For as long as the specs are the same objects.
  const tags = new WeakMap<Experiment, string>();
  /** Which key made a signature; what is not good is verified anew, so that nobody can have the good ones forgotten. */
  const good = new Map<string, number>();

  return {
    tagOf: (experiment) => {
      const known = tags.get(experiment);
      if (known !== undefined) return known;
      const text = JSON.stringify([experiment.name, experiment.salt]);
      const tag = createHash('sha256').update(text).digest('base64url').slice(0, 8);
      tags.set(experiment, tag);
      return tag;
    },
    sign: (experiment, unit, rule) =>
      digest(secrets[0] as Buffer, textOf(experiment, unit, rule)).toString('base64url'),
    signedBy: (signature, experiment, unit, rule) => {
      const text = textOf(experiment, unit, rule);
      const remembered = good.get(signature + text);
      if (remembered !== undefined) return remembered;
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== BYTES) return -1;
      const by = secrets.findIndex((secret) => timingSafeEqual(given, digest(secret, text)));
      if (by !== -1) remember(good, signature + text, by, MAX_GOOD);
      return by;
    },
  };

  function digest(secret: Buffer, text: string): Buffer {
    return createHmac('sha256', secret).update(text).digest().subarray(0, BYTES);
  }
}

function textOf({ name, salt, idType }: Experiment, unit: string, rule: string): string {
  return JSON.stringify([idType, unit, name, salt, rule]);
}
