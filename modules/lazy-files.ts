import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import { type Condition, either, isSet } from './terraform/condition';
import { hcl } from './terraform/expression';

/**
 * Whether a deployment with these settings may come to load a file that lies beside the bundle (handler/lazy-files.ts).
 * What only the specs or a function of one's own can tell may be needed.
 */
export function mayBeNeeded(
  filename: string,
  {
    identity,
    previewKeys,
    stickyExperiments,
  }: Pick<ResolvedInputs, 'identity' | 'previewKeys' | 'stickyExperiments'>,
): Condition {
  switch (filename) {
    case 'countries.cjs':
      return member(identity, 'countryFromAddress') as Condition;
    case 'known.cjs':
      return told(
        [member(identity, 'token'), member(identity, 'attributes'), previewKeys]
          .map(isSet)
          .reduce(either),
      );
    case 'sticky.cjs':
      return told(isSet(stickyExperiments));
    default:
      return true;
  }
}

/** Keys may be sensitive to the caller; that there are some is no secret, and decides on a block. */
function told(condition: Condition): Condition {
  return typeof condition === 'boolean' ? condition : hcl`nonsensitive(sensitive(${condition}))`;
}
