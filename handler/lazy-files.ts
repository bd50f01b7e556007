/**
 * What most deployments never need lies beside the bundle in files of its own: a cold start reads and compiles them only
 * when something asks for the package. Each is made of `source`.
 */
export const LAZY_FILES = [
  // Browser and operating system, for specs that look at them.
  { name: 'user-agents.cjs', packageName: 'ua-parser-js', source: 'ua-parser-js' },
  // Countries of addresses, for specs that look at them.
  {
    name: 'countries.cjs',
    packageName: '@statsig-edge/handler/countries',
    source: './country-table.ts',
  },
  // Who is signed in by a token, and attributes of visitors, for settings that have either.
  {
    name: 'known.cjs',
    packageName: '@statsig-edge/handler/known',
    source: './src/identity/known/index.ts',
  },
  // What a browser starts from, for routes and functions that answer with it.
  {
    name: 'browser.cjs',
    packageName: '@statsig-edge/handler/browser',
    source: './src/specs/browser/index.ts',
  },
  // Groups that visitors keep, for settings with stickyExperiments.
  {
    name: 'sticky.cjs',
    packageName: '@statsig-edge/handler/sticky',
    source: './src/sticky/index.ts',
  },
] as const;

export type LazyFile = (typeof LAZY_FILES)[number];
