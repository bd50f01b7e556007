/** What `handler/src/store/load.ts` does, over simulated connections: one that is kept alive, and a second try. */
import type { LoadSpecs } from '../../handler/src/store/load';
import type { Connection } from './connection';

export function simulatedLoader(connect: () => Connection): LoadSpecs {
  let kept: Connection | null = null;
  return async (etag, { signal, onProgress }) => {
    const keptOrNew = kept?.isOpen ? kept : connect();
    kept = keptOrNew;
    let hasHead = false;
    const onHead = () => {
      hasHead = true;
    };
    const options = { etag, signal, onProgress, onHead };
    const version = await keptOrNew.get(options).catch((error) => {
      if (signal.aborted || hasHead) throw error;
      return connect().get(options);
    });
    return version === 'unchanged' ? 'unchanged' : { text: version, etag: version };
  };
}
