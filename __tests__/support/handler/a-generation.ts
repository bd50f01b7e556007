import { Generation, type Wanted } from '../../../handler/src/generation';
import { logBook } from './log-book';
import { settingsFor } from './settings-for';
import { type SomeSpecs, specsText } from './specs-text';

/** A generation of these specs, with everything in it unless only some is wanted. */
export function aGeneration(
  specs: SomeSpecs | string,
  wanted: Wanted = { keys: [], rest: true },
  settings: Record<string, unknown> = {},
): Generation {
  return new Generation(typeof specs === 'string' ? specs : specsText(specs), {
    settings: settingsFor(settings),
    wanted,
    origin: 'S3',
    log: logBook().log,
  });
}
