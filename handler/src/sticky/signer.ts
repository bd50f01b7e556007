/** Signatures of groups: HMAC-SHA256, of which 128 bits are kept. */
import { builtin } from '../builtin';
import type { StatsigSpec } from './kept';

/** What a signature is for: nobody else's group, no other experiment's, and none of before it was reset. */
type Experiment = Pick<StatsigSpec, 'name' | 'salt' | 'idType'>;

const BYTES = 16;

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
      signature(secrets[0] as Buffer, experiment, unit, rule).toString('base64url'),
    signedBy: (text, experiment, unit, rule) => {
      const given = Buffer.from(text, 'base64url');
      if (given.length !== BYTES) return -1;
      return secrets.findIndex((secret) =>
        timingSafeEqual(given, signature(secret, experiment, unit, rule)),
      );
    },
  };

  function signature(
    secret: Buffer,
    { name, salt, idType }: Experiment,
    unit: string,
    rule: string,
  ) {
    const text = JSON.stringify([idType, unit, name, salt, rule]);
    return createHmac('sha256', secret).update(text).digest().subarray(0, BYTES);
  }
}
