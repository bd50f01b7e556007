/** Starts what `npm start` runs: the store with the specs, and the local edge with the function. */
import { join } from 'node:path';
import type { Settings } from '../../handler/src/settings';
import type { InvocationReport } from '../environment/report';
import { codeOf } from '../error-message';
import { PAGE_PATH } from '../page/api';
import { type PageAtFirstAsk, pageAtFirstAsk } from '../page/at-first-ask';
import { specsByEnvironment } from '../page/loaded-specs';
import { recentRequests } from '../page/recent';
import type { RequestReport } from '../request-report';
import { createLocalEdge, type LocalEdge } from '../server';
import { type Store, startStore } from '../store';
import { accessFor } from '../store/access';
import { type StartedDistance, startedDistance } from './distance';
import { distributionOptions } from './distribution';
import { checkSpecsFile } from './files';
import { type Flags, StartError } from './flags';
import { functionFolder } from './function-folder';
import { type ReloadListener, reloadOnSave } from './reload';
import { settingsInUse } from './settings';

export interface Started {
  edge: LocalEdge;
  store: Store;
  /** The address of the page that shows what happens; null without it. */
  page: string | null;
  settings: Settings;
  /** How far away the specs are. */
  distance: StartedDistance;
  /** The specs that are served. */
  specsFile: string;
  /** Where the function is, laid out as in its zip. */
  folder: string;
  /** Stops everything and removes what was built. */
  close(): Promise<void>;
}

const DEFAULT_SPECS = join(__dirname, '..', 'statsig-config.json');

/** What `start` tells of, to whom wants to know. */
export interface Listener extends Partial<ReloadListener> {
  /** A line that the function wrote, or a warning. */
  line?(line: string): void;
  invocation?(report: InvocationReport): void;
  request?(report: RequestReport): void;
}

/** @throws {StartError} when a file cannot be used or the port is taken. */
export async function start(flags: Flags, on: Listener): Promise<Started> {
  const specsFile = flags.specs === null ? DEFAULT_SPECS : checkSpecsFile('--specs', flags.specs);
  const { json, settings } = settingsInUse(flags);
  const distance = startedDistance(flags, settings);
  const distribution = distributionOptions(flags, (line) => on.line?.(line));
  // Whatever was started, to be ended in the other order.
  const open: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (let end = open.pop(); end !== undefined; end = open.pop()) await end();
  };
  try {
    const built = functionFolder(flags.entry, specsFile);
    open.push(built.remove);
    const sources = built.build(json);
    const specsUrl = new URL(settings.specs.url);
    const store = await startStore({
      file: specsFile,
      path: specsUrl.pathname,
      ...accessFor(settings.specs),
      distance: 'each-client',
    });
    open.push(store.close);
    const recent = recentRequests();
    const loaded = specsByEnvironment();
    let page: PageAtFirstAsk | null = null;
    const edge = await createLocalEdge({
      folder: built.folder,
      runtime: flags.runtime,
      ...distribution,
      cloudFrontHeaders: flags.cloudFrontHeaders,
      port: flags.port,
      ...(flags.httpsPort !== null && { httpsPort: flags.httpsPort }),
      hostOverrides: { [specsUrl.origin]: store.url },
      regions: distance.regions,
      ...(on.line && { onLog: on.line }),
      onReport: (report) => {
        recent.invocation(report);
        loaded.read(report);
        on.invocation?.(report);
      },
      onRequest: (report) => {
        recent.request(report);
        page?.nudge();
        on.request?.(report);
      },
      answerBeside: (request, response) => page?.answer(request, response) ?? false,
    });
    open.push(edge.close);
    if (flags.page) page = pageAtFirstAsk({ edge, store, settings, specsFile, recent, loaded });
    const problem = await edge.warmUp();
    if (problem !== null) {
      throw new StartError(`The handler${named(flags.entry)} does not start. ${problem}`);
    }
    const { specs } = settings;
    const watch = await reloadOnSave({ flags, specs, specsFile, built, sources, edge }, on);
    open.push(watch.close);
    const address = page && `http://localhost:${edge.port}${PAGE_PATH}`;
    return {
      edge,
      store,
      page: address,
      settings,
      distance,
      specsFile,
      folder: built.folder,
      close,
    };
  } catch (error) {
    await close();
    throw portError(error, flags);
  }
}

function named(entry: string | null): string {
  return entry === null ? '' : ` ${entry}`;
}

/** Node.js says which port it is. */
function portError(error: unknown, { port, httpsPort }: Flags): unknown {
  const isHttps = error instanceof Error && 'port' in error && error.port === httpsPort;
  const [flag, taken] = isHttps && httpsPort !== null ? ['--https', httpsPort] : ['--port', port];
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Port ${taken} is in use. Choose another, npm start -- ${flag} ${taken + 1}, or 0 for a free one.`,
    );
  }
  if (code === 'EACCES') {
    return new StartError(
      `Port ${taken} needs administrator rights. Choose one above 1023, such as npm start -- ${flag} 8080.`,
    );
  }
  return error;
}
