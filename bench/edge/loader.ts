/**
 * What `handler/src/store/load.ts` does, over simulated connections: no connection is kept; one that brought nothing is
 * followed by one more, and one that broke off by one for the rest.
 */
import type { LoadSpecs } from '../../handler/src/store/load';
import type { Connection } from './connection';
import type { Part } from './upstream';

const MAX_IN_VAIN = 2;

/** @param givesParts whether the store gives the rest of an object. CloudFront does not, of what it compresses. */
export function simulatedLoader(connect: () => Connection, givesParts: boolean): LoadSpecs {
  let begun: Part | null = null;
  return async (etag, { signal, onProgress }) => {
    for (let inVain = 0; ; ) {
      const before = begun?.bytes ?? 0;
      try {
        const version = await connect().get({
          etag,
          signal,
          part: begun,
          onProgress: () => onProgress(false),
          onBody: (part) => {
            begun = givesParts ? part : null;
            onProgress(givesParts);
          },
        });
        begun = null;
        if (version === 'unchanged') return version;
        if (version !== 'changed') return { text: version, etag: version };
      } catch (error) {
        if (signal.aborted) throw error;
        inVain = bytesOf(begun) > before ? 0 : inVain + 1;
        if (inVain === MAX_IN_VAIN) throw error;
      }
    }
  };
}

function bytesOf(part: Part | null): number {
  return part?.bytes ?? 0;
}
