/** Tells of saved files. */
import { watch } from 'chokidar';

export interface Watch {
  /** Also these, from now on. */
  add(paths: readonly string[]): void;
  close(): Promise<void>;
}

/** An editor that saves several files, or one in steps, is waited for: milliseconds without a change. */
const QUIET_MS = 50;

/**
 * @param paths files, and folders with all that is in them
 * @param onChange gets the paths that changed; it is not called again before it has settled, and must not reject
 * @returns once changes are seen
 */
export async function watchFiles(
  paths: readonly string[],
  onChange: (changed: ReadonlySet<string>) => Promise<void>,
): Promise<Watch> {
  const watcher = watch([...paths], { ignoreInitial: true });
  let changed = new Set<string>();
  let quiet: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  const tell = () => {
    working = working.then(async () => {
      if (changed.size === 0) return;
      const told = changed;
      changed = new Set();
      await onChange(told);
    });
  };
  watcher.on('all', (_, path) => {
    changed.add(path);
    clearTimeout(quiet);
    quiet = setTimeout(tell, QUIET_MS);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    add: (more) => void watcher.add([...more]),
    close: async () => {
      clearTimeout(quiet);
      await watcher.close();
      await working;
    },
  };
}
