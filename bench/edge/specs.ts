/** Specs of a given size which compress as real ones do: their salts and ids are as random. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { specsWith } from '../site/specs';
import { type Random, randomOf } from './random';

export interface SpecsBytes {
  plain: number;
  gzip: number;
  brotli: number;
}

/** Middling: CloudFront does not say which it takes. */
const BROTLI_QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** @returns valid specs of exactly that many bytes. */
export function specsOfSize(bytes: number): string {
  const lengthWith = (gates: number) => textWith(gates).length;
  const aGate = (lengthWith(101) - lengthWith(1)) / 100;
  // Longer numbers in the names take some bytes more.
  const gates = 1 + Math.floor((bytes - lengthWith(1)) / (aGate + 8));
  return textWith(gates).padEnd(bytes);
}

export function bytesOf(text: string): SpecsBytes {
  return {
    plain: Buffer.byteLength(text),
    gzip: gzipSync(text).length,
    brotli: brotliCompressSync(text, BROTLI_QUALITY).length,
  };
}

function textWith(gates: number): string {
  const random = randomOf('specs');
  return JSON.stringify(specsWith(gates), (key, value) => {
    if (key === 'salt') return uuid(random);
    return key === 'id' ? letters(random, 22) : value;
  });
}

/** As Statsig's rules are called. */
function letters(random: Random, count: number): string {
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: count }, () => all[Math.floor(random.next() * all.length)]).join('');
}

function uuid(random: Random): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () =>
    Math.floor(random.next() * 16).toString(16),
  );
}
