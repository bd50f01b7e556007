/** What a policy of IAM's or of a bucket allows. */
export interface Statement {
  Effect: string;
  Action?: string | string[];
  Resource?: string | string[];
  Principal?: string | Record<string, string | string[]>;
  Condition?: object;
}

/** The statements of a policy as it is stored: JSON, which IAM answers percent-encoded. */
export function statementsIn(document: string): Statement[] {
  const json = document.trimStart().startsWith('{') ? document : decodeURIComponent(document);
  return list((JSON.parse(json) as { Statement?: Statement | Statement[] }).Statement);
}

/**
 * Whether it is allowed to somebody whom the conditions hold for. Denials count where they have no condition: one that
 * refuses plain http does not concern us.
 */
export function allows(statements: Statement[], action: string, resource: string): boolean {
  const about = statements.filter(
    ({ Action, Resource }) => matches(Action, action) && matches(Resource, resource),
  );
  const isDenied = about.some(({ Effect, Condition }) => Effect === 'Deny' && !Condition);
  return !isDenied && about.some(({ Effect }) => Effect === 'Allow');
}

/** Those of a principal: `*` for everybody, or the name of a service. */
export function statementsFor(statements: Statement[], principal: string): Statement[] {
  return statements.filter(({ Principal: given }) =>
    typeof given === 'string'
      ? given === principal
      : Object.values(given ?? {})
          .flatMap(list)
          .includes(principal),
  );
}

function matches(patterns: string | string[] | undefined, value: string): boolean {
  return list(patterns).some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, 'i').test(value);
  });
}

function list<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
