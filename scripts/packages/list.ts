/** The packages that are published to npm: the folder of each, and the files that go into it. */

export interface Entry {
  /** As in the package's `exports`. */
  path: string;
  /** Name of its files in the package, without an ending. */
  name: string;
  /** TypeScript file in the folder. */
  source: string;
  /** Whether there is a CommonJS form beside the ES module. */
  commonJs: boolean;
}

export interface Package {
  /** Folder in the checkout, with a package.json of its own. */
  folder: string;
  entries: readonly Entry[];
  /** The command: a TypeScript file in the folder. */
  bin?: string;
  /** Other files and folders of the checkout, by their place in the package. */
  copies: Readonly<Record<string, string>>;
}

/** As the plain module has it; packages have it in the same place. */
export const BUILT_HANDLER = 'terraform/statsig-edge/handler';
const BUILT_SYNC = 'terraform/statsig-edge/sync';

export const PACKAGES: readonly Package[] = [
  {
    folder: 'handler',
    entries: [
      { path: '.', name: 'index', source: 'src/index.ts', commonJs: false },
      { path: './build', name: 'build', source: 'build.ts', commonJs: true },
    ],
    // Handlers of one's own are bundled from the sources, to the same bytes as in the checkout.
    copies: {
      'lib/src': 'handler/src',
      'lib/country-table.ts': 'handler/country-table.ts',
    },
  },
  {
    folder: 'modules',
    entries: [{ path: '.', name: 'index', source: 'index.ts', commonJs: true }],
    // modules/built-files.ts looks for them there.
    copies: { [BUILT_HANDLER]: BUILT_HANDLER, [BUILT_SYNC]: BUILT_SYNC },
  },
  {
    folder: 'local-edge',
    entries: [{ path: '.', name: 'index', source: 'index.ts', commonJs: true }],
    // The worker thread of an environment, which local-edge/environment/index.ts looks for beside itself.
    copies: Object.fromEntries(
      ['call', 'files', 'load', 'network', 'worker'].map((name) => [
        `lib/${name}.mjs`,
        `local-edge/environment/${name}.mjs`,
      ]),
    ),
  },
  {
    folder: 'command',
    entries: [],
    bin: 'cli.ts',
    // What `check` takes the size of, and loads as the handler does.
    copies: { [BUILT_HANDLER]: BUILT_HANDLER },
  },
];
