/** What `handler/src/store/load.ts` does, over simulated connections: no connection is kept, and one more try. */
import type { LoadSpecs } from '../../handler/src/store/load';
import type { Connection } from './connection';

export function simulatedLoader(connect: () => Connection): LoadSpecs {
  return async (etag, { signal, onProgress }) => {
    let hasHead = false;
    const onHead = () => {
      hasHead = true;
    };
    const options = { etag, signal, onProgress, onHead };
    const version = await connect()
      .get(options)
      .catch((error) => {
        if (signal.aborted || hasHead) throw error;
        return connect().get(options);
      });
    return version === 'unchanged' ? 'unchanged' : { text: version, etag: version };
  };
}
