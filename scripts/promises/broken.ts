/** What docs/upgrading.md promises within a major version, held against an earlier one. */
import { readModule } from './module';

/** Files of the plain module and of docs/api, by their paths. */
export type Files = Readonly<Record<string, string>>;

/** @returns a sentence for each promise that is not kept. */
export function brokenPromises(before: Files, now: Files): string[] {
  const [old, current] = [readModule(before), readModule(now)];
  const gone = (kind: string, names: Iterable<string>, left: ReadonlySet<string>) =>
    [...names].filter((name) => !left.has(name)).map((name) => `${kind} ${name} is gone.`);
  const required = [...current.variables]
    .filter(([name, fallback]) => fallback === null && old.variables.get(name) !== null)
    .map(([name]) => `The variable ${name} has to be given now.`);
  const defaults = [...old.variables].flatMap(([name, fallback]) => {
    const today = current.variables.get(name);
    if (fallback === null || today === undefined || today === null || today === fallback) return [];
    return [`The default of the variable ${name} was ${fallback}, and is ${today}.`];
  });
  const addresses = new Set([...current.resources, ...current.moved]);
  return [
    ...gone('The variable', old.variables.keys(), new Set(current.variables.keys())),
    ...required,
    ...defaults,
    ...gone('The output', old.outputs, current.outputs),
    ...gone('Without a moved block, the resource', old.resources, addresses),
    ...gone('The export', exportsOf(before), exportsOf(now)),
  ];
}

/** `handler.api.md: edgeHandler`, for what the reports of API Extractor list. */
function exportsOf(files: Files): Set<string> {
  const reports = Object.entries(files).filter(([path]) => path.endsWith('.api.md'));
  return new Set(
    reports.flatMap(([path, text]) =>
      [...text.matchAll(/^export (?:\w+ )*?(?:class|const|function|interface|type) (\w+)/gm)].map(
        ([, name]) => `${path.split('/').at(-1)}: ${name}`,
      ),
    ),
  );
}
