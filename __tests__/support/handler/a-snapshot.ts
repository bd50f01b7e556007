import { SpecsSnapshot, type Wanted } from '../../../handler/src/specs-snapshot';
import { logBook } from './log-book';
import { settingsFor } from './settings-for';
import { type SomeSpecs, specsText } from './specs-text';

/** A snapshot of these specs, with everything in it unless only some is wanted. */
export function aSnapshot(
  specs: SomeSpecs | string,
  wanted: Wanted = { keys: [], rest: true },
  settings: Record<string, unknown> = {},
): SpecsSnapshot {
  return new SpecsSnapshot(typeof specs === 'string' ? specs : specsText(specs), {
    settings: settingsFor(settings),
    wanted,
    origin: 'S3',
    log: logBook().log,
  });
}
