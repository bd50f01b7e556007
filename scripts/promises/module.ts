/** What of a Terraform module is seen from outside. */

export interface ModuleSurface {
  /** Each with its default as it is written; null where it has to be given. */
  variables: ReadonlyMap<string, string | null>;
  outputs: ReadonlySet<string>;
  /** Addresses in the module. */
  resources: ReadonlySet<string>;
  /** Addresses that moved blocks lead away from. */
  moved: ReadonlySet<string>;
}

/** The files are formatted, so that a block ends with a brace at the beginning of a line. */
const BLOCKS = /^(\w+)((?: "[^"]+")*) \{$(.*?)^\}$/gms;

/** @param files Its files, by their paths; what does not end in .tf is passed over, and so are folders below. */
export function readModule(files: Readonly<Record<string, string>>): ModuleSurface {
  const [variables, outputs, resources, moved] = [
    new Map<string, string | null>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  const own = Object.entries(files).filter(([path]) =>
    /^terraform\/statsig-edge\/[^/]+\.tf$/.test(path),
  );
  for (const [, kind, labels = '', body = ''] of own.flatMap(([, text]) => [
    ...text.matchAll(BLOCKS),
  ])) {
    const address = [...labels.matchAll(/"([^"]+)"/g)].map(([, label]) => label).join('.');
    if (kind === 'variable') variables.set(address, argument(body, 'default'));
    if (kind === 'output') outputs.add(address);
    if (kind === 'resource') resources.add(address);
    if (kind === 'moved') moved.add((argument(body, 'from') ?? '').replace(/\[.*\]$/, ''));
  }
  return { variables, outputs, resources, moved };
}

/** As it is written, on one line or over several. */
const argument = (body: string, name: string): string | null =>
  new RegExp(`^ {2}${name} += (.*?)$(?=\\n {2}\\w|\\n*$(?![\\s\\S]))`, 'ms')
    .exec(body)?.[1]
    ?.trim() ?? null;
