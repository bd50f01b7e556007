/** What follows on a saved file: the function is built and started anew, as a deploy does it. */
import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../../handler/src/settings';
import { messageOf } from '../error-message';
import type { LocalEdge } from '../server';
import { checkSpecsFile } from './files';
import { type Flags, StartError } from './flags';
import type { FunctionFolder } from './function-folder';
import { settingsInUse } from './settings';
import { type Watch, watchFiles } from './watch';

export interface ReloadListener {
  /** The function was started anew, so many milliseconds after the change was seen. */
  reloaded(ms: number): void;
  /** Why the saved file has no effect, or why the function does not start any more. */
  notReloaded(reason: string): void;
}

export interface Reloadable {
  flags: Flags;
  /** What the store was started with. */
  specs: Settings['specs'];
  specsFile: string;
  built: FunctionFolder;
  /** What it was built from. */
  sources: string[];
  edge: LocalEdge;
}

/** Until it is closed, every saved file of the function, of its settings and of its specs has its effect. */
export async function reloadOnSave(of: Reloadable, on: Partial<ReloadListener>): Promise<Watch> {
  const { flags, specsFile, sources, edge } = of;
  const settingsFile = flags.settings === null ? [] : [flags.settings];

  const onChange = async (changed: ReadonlySet<string>): Promise<void> => {
    const start = performance.now();
    try {
      // The function asks for the specs by itself, and keeps what it has where they cannot be used.
      if (changed.has(specsFile)) checkSpecsFile('--specs', specsFile);
      if ([...changed].every((path) => path === specsFile)) return;
      watch.add(build(of));
    } catch (error) {
      return on.notReloaded?.(messageOf(error));
    }
    await edge.coldStart();
    const problem = await edge.warmUp();
    if (problem === null) on.reloaded?.(performance.now() - start);
    else on.notReloaded?.(`The handler does not start, so each of its requests fails. ${problem}`);
  };
  const watch = await watchFiles([specsFile, ...settingsFile, ...sources], onChange);
  return watch;
}

/** What it was built from. */
function build({ flags, specs, built }: Reloadable): string[] {
  const { json, settings } = settingsInUse(flags);
  if (!isDeepStrictEqual(settings.specs, specs)) {
    throw new StartError(
      `--settings ${flags.settings}: specs is not what the store was started with. Start again.`,
    );
  }
  return built.build(json);
}
