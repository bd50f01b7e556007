/** Which file of the checkout imports which, types included, as swc reads them. */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { type Node, nodesOf } from './syntax';

const ROOT = join(__dirname, '../..');
const HANDLER_PACKAGE = '@statsig-edge/handler';

/** Files by their path from the root, each with those that it imports. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** @throws {Error} for an import of a file that is not there. */
export function readImports(): { imports: Imports; loads: Imports } {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs', '*.json'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  const files = new Set(listed.split('\0').filter((file) => file !== ''));
  const [imports, loads] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const file of files) {
    if (file.endsWith('.json')) continue;
    const nodes = nodesOf(join(ROOT, file));
    imports.set(file, targetsOf(file, nodes.map(importedBy), files));
    // Those alone that are loaded together with the file: neither types nor what is imported when it is needed.
    loads.set(file, targetsOf(file, nodes.map(loadedBy), files));
  }
  return { imports, loads };
}

function targetsOf(
  file: string,
  names: readonly (string | null)[],
  files: ReadonlySet<string>,
): string[] {
  const found = new Set<string>();
  for (const name of names) {
    if (name === null) continue;
    if (name === HANDLER_PACKAGE) found.add('handler/src/index.ts');
    if (!name.startsWith('.')) continue;
    const path = join(dirname(file), name);
    const target = [path, `${path}.ts`, `${path}/index.ts`].find((each) => files.has(each));
    if (target === undefined) throw new Error(`${file} imports ${name}, which is not there.`);
    found.add(target);
  }
  return [...found];
}

/** Of `import … from`, `export … from`, `import('…')` and `typeof import('…')`, wherever they stand. */
function importedBy(node: Node): string | null {
  const name =
    node.type === 'TsImportType'
      ? node.argument
      : node.callee?.type === 'Import'
        ? node.arguments?.[0]?.expression
        : node.source;
  return textOf(name);
}

/** Of `import … from` and `export … from`, unless they are of types. */
function loadedBy({ source, typeOnly }: Node): string | null {
  return typeOnly ? null : textOf(source);
}

function textOf(name: Node | null | undefined): string | null {
  return name?.type === 'StringLiteral' ? String(name.value) : null;
}

/** The file, what it imports, and so on. */
export function filesBehind(file: string, imports: Imports): string[] {
  const found = new Set([file]);
  // A set is walked to what is added meanwhile.
  for (const each of found) for (const target of imports.get(each) ?? []) found.add(target);
  return [...found];
}

/** Files of which each imports the next, and the last the first; null when there are none. */
export function circleIn(imports: Imports): string[] | null {
  const left = new Map(imports);
  const onwards = (file: string) => left.get(file)?.find((target) => left.has(target));
  const done = () => [...left.keys()].filter((file) => onwards(file) === undefined);
  for (let leaves = done(); leaves.length > 0; leaves = done()) {
    for (const file of leaves) left.delete(file);
  }
  // Every file that is left imports another one that is: following them comes back to one that was passed.
  const path: string[] = [];
  let [at] = left.keys();
  while (at !== undefined && !path.includes(at)) {
    path.push(at);
    at = onwards(at);
  }
  return at === undefined ? null : path.slice(path.indexOf(at));
}
