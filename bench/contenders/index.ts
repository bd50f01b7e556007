/** Who is measured, in the order of the tables. Each is an entry file, bundled and started as Lambda would. */

export interface Contender {
  name: string;
  /** One line for the reader of the figures. */
  what: string;
  /** The file, from the repository's root. */
  entry: string;
  /** False for what answers no requests and is there for the cold start alone. */
  isHandler: boolean;
}

export const contenders: readonly Contender[] = [
  {
    name: 'empty',
    what: 'a handler that gives the request back',
    entry: 'bench/contenders/empty.ts',
    isHandler: true,
  },
  {
    name: 'client + fetch',
    what: "importing Statsig's client and one fetch of the specs, nothing else",
    entry: 'bench/contenders/client-and-fetch.ts',
    isHandler: false,
  },
  {
    name: 'checkGate',
    what: "the bare client.checkGate of Statsig's client, started once, exposures off",
    entry: 'bench/contenders/check-gate.ts',
    isHandler: true,
  },
  {
    name: 'statsig-edge',
    what: "this project's handler with the guide's route, as it is deployed",
    entry: 'handler/src/entry.ts',
    isHandler: true,
  },
  {
    name: 'guide',
    what: "what Statsig's guide for AWS does: a client and a fetch for each request",
    entry: 'bench/contenders/guide.ts',
    isHandler: true,
  },
  {
    name: 'growthbook',
    what: "an equal 50/50 flag with GrowthBook's SDK, loaded once a container",
    entry: 'bench/contenders/growthbook.ts',
    isHandler: true,
  },
];
