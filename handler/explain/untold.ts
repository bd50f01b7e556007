/** What specs look at and a request does not tell, so that only a function of one's own can say it. */
import type { Rule } from '../src/specs';
import { liveRules, type SpecGraph, type SpecKey } from '../src/specs/graph';

/** Fields of the user that the handler makes of a request: handler/src/identity/user.ts. */
const TOLD_FIELDS = ['userid', 'ip', 'useragent', 'country'];
const TOLD_IDS = ['userid', 'stableid'];

/**
 * Names of fields, and of kinds of ids, that a spec or what it rests on looks at; sorted.
 * @param attributes those that the settings find in a request.
 */
export function untoldBy(
  key: SpecKey,
  graph: SpecGraph,
  attributes: readonly { name: string }[],
): string[] {
  const rules = [...graph.reach([key])].flatMap((each) => liveRules(graph.get(each)));
  const told = attributes.map(({ name }) => withoutGroup(name).toLowerCase());
  return [...new Set(rules.flatMap((rule) => [...fieldsOf(rule), ...idsOf(rule)]))]
    .filter((name) => !told.includes(name.toLowerCase()))
    .sort();
}

/** `custom.plan` is asked for as `plan`. */
function withoutGroup(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}

function fieldsOf({ conditions }: Rule): string[] {
  return conditions.flatMap(({ type, field }) =>
    type === 'user_field' && field && !TOLD_FIELDS.includes(field.toLowerCase()) ? [field] : [],
  );
}

/** A rule for everybody or for nobody needs no id. */
function idsOf({ conditions, idType, passPercentage }: Rule) {
  const isSplit = Number(passPercentage) > 0 && Number(passPercentage) < 100;
  const asked = conditions
    .filter(({ type }) => type === 'user_bucket' || type === 'unit_id')
    .map((condition) => condition.idType);
  return [...asked, ...(isSplit ? [idType] : [])].filter(
    (type): type is string =>
      typeof type === 'string' && type !== '' && !TOLD_IDS.includes(type.toLowerCase()),
  );
}
