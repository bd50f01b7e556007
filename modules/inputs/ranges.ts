import type { Range } from '../../handler/src/settings/defaults';
import { snakeCase } from '../terraform/names';
import type { Rule } from './input';

/** A rule that the numbers of an object are within the handler's own bounds; a plain value the handler itself checks. */
export function withinRanges(input: string, ranges: Readonly<Record<string, Range>>): Rule {
  const bounds = Object.entries(ranges).map(([name, { min, max }]) => {
    const attribute = snakeCase(name);
    return {
      hcl: (it: string) => `${it}.${attribute} >= ${min} && ${it}.${attribute} <= ${max}`,
      text: `${attribute} from ${min} to ${max}`,
    };
  });
  return {
    hcl: (it) => bounds.map(({ hcl }) => hcl(it)).join(' && '),
    message: `The ${input} take ${listed(bounds.map(({ text }) => text))}.`,
  };
}

function listed(texts: readonly string[]): string {
  return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
