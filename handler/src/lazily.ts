/** Parts of the handler that lie beside the bundle (../lazy-files.ts): one that cannot be loaded fails nobody's request. */
import { type Log, messageOf } from './log';

/**
 * @param load asks for the part, by `require`, and uses it
 * @param instead where that fails
 * @param consequence for the log, with the part's name
 */
export function lazily<T>(load: () => T, instead: T, log: Log, consequence: string): T {
  try {
    return load();
  } catch (error) {
    log('error', consequence, { reason: messageOf(error) });
    return instead;
  }
}
