/** Starts what `npm start` runs: the store with the specs, and the local edge with the function. */
import { join } from 'node:path';
import { parseSettings, type Settings } from '../../handler/src/settings';
import { MAX_ZIP_KIB } from '../../handler/zip-limit';
import { codeOf } from '../error-message';
import { type LocalEdge, type RequestReport, startLocalEdge } from '../server';
import { type Store, startStore } from '../store';
import { accessFor } from '../store/access';
import { REGIONS, roundTripMs } from '../store/regions';
import { checkSpecsFile, readSettingsFile } from './files';
import { type Flags, StartError } from './flags';
import { type FunctionFolder, layOutFunction } from './function-folder';

export interface Started {
  edge: LocalEdge;
  store: Store;
  settings: Settings;
  /** How far away the bucket is. */
  distance: StartedDistance;
  /** The specs that are served. */
  specsFile: string;
  /** Where the function is, laid out as in its zip. */
  folder: string;
  /** Stops everything and removes what was built. */
  close(): Promise<void>;
}

/** Where the function runs and where the bucket is, null where nothing is said of it; and the way between them. */
export interface StartedDistance {
  roundTripMs: number;
  functionRegion: string | null;
  bucketRegion: string;
}

/** The guide's gate on every path; specs from a private bucket that exists in the local store only. */
const DEFAULT_SETTINGS = {
  clientKey: 'client-local-demo',
  specs: {
    url: 'https://statsig-edge-local.s3.us-east-1.amazonaws.com/statsig-config.json',
    access: 'private',
    region: 'us-east-1',
    refreshSeconds: 5,
  },
  identity: { userIdCookie: 'userID' },
};

const DEFAULT_SPECS = join(__dirname, '..', 'statsig-config.json');

/** @throws {StartError} when a file cannot be used or the port is taken. */
export async function start(
  flags: Flags,
  on: { line: (line: string) => void; request: (report: RequestReport) => void },
): Promise<Started> {
  const specsFile = flags.specs === null ? DEFAULT_SPECS : checkSpecsFile('--specs', flags.specs);
  const { json, settings } = settingsOf(flags);
  const distance = distanceOf(flags, settings);
  const built = layOutFunction(flags.entry, json, specsFile);
  if (built.zipBytes > MAX_ZIP_KIB * 1_024) {
    on.line(
      `WARN the function's zip is about ${built.zipBytes} bytes; keep it under 1 MB, the older limit of Lambda@Edge for viewer events.`,
    );
  }
  const specsUrl = new URL(settings.specs.url);
  const store = await startStore({
    file: specsFile,
    path: specsUrl.pathname,
    ...accessFor(settings.specs),
    distance: { roundTripMs: distance.roundTripMs, handshakes: 'client' },
  });
  const edge = await startLocalEdge({
    folder: built.folder,
    runtime: flags.runtime,
    events: flags.events,
    includeBody: flags.includeBody,
    errorPages: flags.errorPages,
    cloudFrontHeaders: flags.cloudFrontHeaders,
    methods: flags.methods,
    port: flags.port,
    ...(flags.origin && { origin: flags.origin }),
    hostOverrides: { [specsUrl.origin]: store.url },
    roundTripMs: distance.roundTripMs,
    ...(distance.functionRegion !== null && { region: distance.functionRegion }),
    onLog: on.line,
    onRequest: on.request,
  }).catch(async (error: unknown) => {
    await store.close();
    built.remove();
    throw portError(error, flags.port);
  });
  const problem = await edge.warmUp();
  if (problem !== null) {
    await closeAll(edge, store, built);
    throw new StartError(`The handler${named(flags.entry)} does not start. ${problem}`);
  }
  return {
    edge,
    store,
    settings,
    distance,
    specsFile,
    folder: built.folder,
    close: () => closeAll(edge, store, built),
  };
}

function named(entry: string | null): string {
  return entry === null ? '' : ` ${entry}`;
}

function settingsOf(flags: Flags): { json: object; settings: Settings } {
  const { json, settings } =
    flags.settings === null
      ? { json: DEFAULT_SETTINGS, settings: parseSettings(DEFAULT_SETTINGS) }
      : readSettingsFile(flags.settings);
  const { access } = flags;
  if (access === null) return { json, settings };
  if (access === 'private' && settings.specs.region === '') {
    throw new StartError('--access private: the settings need specs.region, for the signature.');
  }
  const secret = access === 'cloudfront' ? settings.specs.secret : null;
  const specs = { ...settings.specs, access, secret };
  return { json: { ...json, specs }, settings: { ...settings, specs } };
}

function distanceOf({ distance }: Flags, { specs }: Settings): StartedDistance {
  const bucketRegion = specs.region || 'us-east-1';
  if (typeof distance !== 'string') {
    return { roundTripMs: distance ?? 0, functionRegion: null, bucketRegion };
  }
  if (specs.access === 'cloudfront') {
    throw new StartError(
      `--distance ${distance}: a distribution in front of the bucket is near every Region. Give the round trip to it in milliseconds, such as --distance 5ms.`,
    );
  }
  const ms = roundTripMs(distance, bucketRegion);
  if (ms === null) {
    throw new StartError(
      `--distance ${distance}: no round trip to the bucket's Region ${bucketRegion} is known. Give it in milliseconds, such as --distance 160ms, or use settings with specs.region one of ${REGIONS.join(', ')}.`,
    );
  }
  return { roundTripMs: ms, functionRegion: distance, bucketRegion };
}

async function closeAll(edge: LocalEdge, store: Store, built: FunctionFolder): Promise<void> {
  await edge.close();
  await store.close();
  built.remove();
}

function portError(error: unknown, port: number): unknown {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} is in use. Choose another, npm start -- --port ${port + 1}, or 0 for a free one.`,
    );
  }
  if (code === 'EACCES') {
    return new StartError(
      `Port ${port} needs administrator rights. Choose one above 1023, such as npm start -- --port 8080.`,
    );
  }
  return error;
}
