import { parseArgs } from 'node:util';
import { ACCESSES, type Access } from '../../handler/src/settings/specs';
import { METHOD_SETS, type MethodSet } from '../behavior';
import { EVENT_TYPES, type EventType } from '../cloudfront';
import { type CustomErrorPage, type CustomErrorPages, ERROR_STATUSES } from '../custom-error-page';
import { DEFAULT_RUNTIME, isRuntime, RUNTIMES, type Runtime } from '../environment/runtime';
import { messageOf } from '../error-message';
import { PAGE_PATH } from '../page/api';
import {
  CACHE_POLICIES,
  type CachePolicyName,
  ORIGIN_REQUEST_POLICIES,
  type OriginRequestPolicyName,
} from '../policies';
import { isRegion, REGIONS, type Region } from '../store/regions';

export interface Flags {
  specs: string | null;
  settings: string | null;
  /** A file to bundle, or a folder laid out as the zip. */
  entry: string | null;
  runtime: Runtime;
  /** Those that the function is associated with. */
  events: readonly EventType[];
  includeBody: boolean;
  methods: MethodSet;
  errorPages: CustomErrorPages;
  /** What CloudFront adds for the origin's side. */
  cloudFrontHeaders: Record<string, string>;
  /** An address, or a folder, of the origin that has this id in the distribution; of all, where it is null. */
  origins: readonly { id: string | null; place: URL | string }[];
  cachePolicy: CachePolicyName;
  /** Null for none. */
  originRequestPolicy: OriginRequestPolicyName | null;
  /** Terraform's description of it, a file; with the address of the distribution, or null for the only one. */
  distribution: { file: string; address: string | null } | null;
  port: number;
  /** Null for no HTTPS. */
  httpsPort: number | null;
  /** How far away the bucket is: a round trip in milliseconds, or the Regions where the function runs. */
  distance: number | readonly Region[] | null;
  /** How the function reads the specs; null: as the settings say. */
  access: Access | null;
  /** Whether there is the page that shows what happens. */
  page: boolean;
  help: boolean;
}

/** A wrong flag, file or port; the message is one line that says what to do. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}

/** A wrong flag, for which the exit code is 2 by convention. */
export class UsageError extends StartError {
  override readonly name = 'UsageError';
}

export const DEFAULT_PORT = 8080;

const DEFAULT_EVENTS: readonly EventType[] = ['viewer-request', 'viewer-response'];

export const HELP = `Runs CloudFront, Lambda@Edge and S3 on this machine, with your function.

  npm start -- [flags]

  --specs FILE     specs to serve, from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json
                   (default: local-edge/statsig-config.json)
  --port N         port to listen on; 0 takes a free one (default: ${DEFAULT_PORT})
  --https N        serve HTTPS and HTTP/2 as well, on this port, with a certificate that nobody has signed; 0 takes a
                   free one. Viewers who come by HTTP are then redirected or refused, as --distribution says
  --settings FILE  settings of the function, as in its zip (default: test_gate on every path)
  --entry PATH     a handler of your own: a file, which is bundled, or a folder laid out as the function's zip, which
                   is taken as it is (default: the handler that applies the routes in the settings)
  --runtime NAME   ${RUNTIMES.join(' or ')}, which differ in the handlers that they take (default: ${DEFAULT_RUNTIME})
  --events LIST    events that call it, of ${EVENT_TYPES.join(', ')}
                   (default: ${DEFAULT_EVENTS.join(',')})
  --methods NAME   reading, which is GET and HEAD; options, which is OPTIONS, too; or all (default: reading)
  --include-body   give it the bodies of requests, as a trigger with Include Body does
  --cloudfront-header 'NAME: VALUE'
                   a header that CloudFront adds for origin events and the origin, such as
                   'CloudFront-Viewer-Country: DE'; may be given several times
  --error-page STATUS=PATH
                   a page of the origin's for its errors of this status, such as 404=/404.html, or 403=/index.html=200
                   to answer with another status; may be given several times
  --origin PLACE   origin of the requests that the function forwards: an address, or a folder, which answers as a
                   private bucket (default: a built-in one, which answers with the request that it got); ID=PLACE for
                   one of the origins of --distribution, may be given several times
  --distribution FILE
                   behaviors, origins, policies, events and error pages of your distribution: what terraform show -json
                   writes of a plan or of the state, or what cdktf synth wrote, cdktf.out, as far as it has no variables;
                   FILE#ADDRESS where it has several that call a function
  --cache-policy NAME
                   what is kept, and for how long: ${Object.keys(CACHE_POLICIES).join(', ')}
                   (default: CachingDisabled)
  --origin-request-policy NAME
                   what reaches the origin besides: ${Object.keys(ORIGIN_REQUEST_POLICIES).join(', ')}
                   or none (default: AllViewerExceptHostHeader)
  --distance WHERE how far away the bucket is: a round trip, such as 160ms, or the Region where the function runs,
                   such as ap-northeast-1; the bucket is where the settings say (default: on this machine). Several
                   Regions, with commas between them: a request is served in the one that its header
                   x-local-edge-region names, or in the first
  --access WAY     how the function reads the specs: private (its requests are signed), public (they need no signature)
                   or cloudfront (a distribution in front of the bucket answers, and compresses; the distance is to
                   that one); default: as the settings say, which is private
  --no-page        leave out the page ${PAGE_PATH}, so that the path is the distribution's, as all others
  --help           print this text`;

/** @throws {UsageError} */
export function parseFlags(args: string[]): Flags {
  const values = read(args);
  if (values.distribution !== undefined) refuseBoth(values);
  return {
    specs: values.specs ?? null,
    settings: values.settings ?? null,
    entry: values.entry ?? null,
    runtime: values.runtime === undefined ? DEFAULT_RUNTIME : runtimeOf(values.runtime),
    events: values.events === undefined ? DEFAULT_EVENTS : eventsOf(values.events),
    includeBody: values['include-body'] ?? false,
    methods: values.methods === undefined ? 'reading' : methodsOf(values.methods),
    errorPages: Object.fromEntries((values['error-page'] ?? []).map(errorPageOf)),
    cloudFrontHeaders: Object.fromEntries((values['cloudfront-header'] ?? []).map(headerOf)),
    origins: (values.origin ?? []).map(originOf),
    cachePolicy: cachePolicyOf(values['cache-policy'] ?? 'CachingDisabled'),
    originRequestPolicy: originRequestPolicyOf(
      values['origin-request-policy'] ?? 'AllViewerExceptHostHeader',
    ),
    distribution: values.distribution === undefined ? null : distributionOf(values.distribution),
    port: values.port === undefined ? DEFAULT_PORT : portOf('--port', values.port),
    httpsPort: values.https === undefined ? null : portOf('--https', values.https),
    distance: values.distance === undefined ? null : distanceOf(values.distance),
    access: values.access === undefined ? null : accessOf(values.access),
    page: !values['no-page'],
    help: values.help ?? false,
  };
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        specs: { type: 'string' },
        settings: { type: 'string' },
        entry: { type: 'string' },
        runtime: { type: 'string' },
        events: { type: 'string' },
        'include-body': { type: 'boolean' },
        methods: { type: 'string' },
        'error-page': { type: 'string', multiple: true },
        'cloudfront-header': { type: 'string', multiple: true },
        origin: { type: 'string', multiple: true },
        'cache-policy': { type: 'string' },
        'origin-request-policy': { type: 'string' },
        distribution: { type: 'string' },
        port: { type: 'string' },
        https: { type: 'string' },
        distance: { type: 'string' },
        access: { type: 'string' },
        'no-page': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const [problem = ''] = messageOf(error).split('. ');
    throw new UsageError(`${problem.replace(/\.$/, '')}. See npm start -- --help.`);
  }
}

function portOf(flag: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new UsageError(`${flag} is ${JSON.stringify(text)}; it takes a number from 0 to 65535.`);
  }
  return port;
}

/** What the description of a distribution says by itself. */
const DESCRIBED = [
  'events',
  'include-body',
  'methods',
  'error-page',
  'cache-policy',
  'origin-request-policy',
] as const;

function refuseBoth(values: ReturnType<typeof read>): void {
  const flag = DESCRIBED.find((name) => values[name] !== undefined);
  if (flag === undefined) return;
  throw new UsageError(`--${flag} and --distribution: the distribution says it. Give one of them.`);
}

function distributionOf(text: string): Flags['distribution'] {
  const [, file = '', address = null] = /^([^#]*)(?:#(.+))?$/.exec(text) ?? [];
  if (file !== '') return { file, address };
  throw new UsageError(
    `--distribution is ${JSON.stringify(text)}; it takes a file, or a file, # and the address of a distribution.`,
  );
}

function cachePolicyOf(text: string): CachePolicyName {
  return nameOf(CACHE_POLICIES, '--cache-policy', text);
}

function originRequestPolicyOf(text: string): OriginRequestPolicyName | null {
  return text === 'none' ? null : nameOf(ORIGIN_REQUEST_POLICIES, '--origin-request-policy', text);
}

function nameOf<Name extends string>(
  policies: Record<Name, unknown>,
  flag: string,
  text: string,
): Name {
  if (Object.hasOwn(policies, text)) return text as Name;
  throw new UsageError(
    `${flag} is ${JSON.stringify(text)}; it takes ${Object.keys(policies).join(', ')}.`,
  );
}

function runtimeOf(text: string): Runtime {
  if (isRuntime(text)) return text;
  throw new UsageError(
    `--runtime is ${JSON.stringify(text)}; it takes ${RUNTIMES.join(' or ')}, the runtimes of Lambda@Edge that are not deprecated.`,
  );
}

function accessOf(text: string): Access {
  const access = ACCESSES.find((word) => word === text);
  if (access !== undefined) return access;
  throw new UsageError(`--access is ${JSON.stringify(text)}; it takes ${ACCESSES.join(', ')}.`);
}

function eventsOf(text: string): EventType[] {
  const names = text.split(',').map((name) => name.trim());
  const events = EVENT_TYPES.filter((event) => names.includes(event));
  if (events.length === names.length) return events;
  throw new UsageError(
    `--events is ${JSON.stringify(text)}; it takes some of ${EVENT_TYPES.join(', ')}, each once, with commas between them.`,
  );
}

function methodsOf(text: string): MethodSet {
  if (Object.hasOwn(METHOD_SETS, text)) return text as MethodSet;
  throw new UsageError(
    `--methods is ${JSON.stringify(text)}; it takes reading, for GET and HEAD, options, for OPTIONS, too, or all.`,
  );
}

function headerOf(text: string): [string, string] {
  const [, name, value] = /^(CloudFront-[A-Za-z-]+): *([\x20-\x7e]+)$/i.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new UsageError(
    `--cloudfront-header is ${JSON.stringify(text)}; it takes name and value of one of CloudFront's headers, such as 'CloudFront-Viewer-Country: DE'.`,
  );
}

function errorPageOf(text: string): [number, CustomErrorPage] {
  const [, status, path, answer] = /^(\d{3})=(\/[^=\s]*)(?:=([2-5]\d\d))?$/.exec(text) ?? [];
  const error = ERROR_STATUSES.find((one) => String(one) === status);
  if (error !== undefined && path !== undefined) {
    return [error, { path, ...(answer !== undefined && { status: Number(answer) }) }];
  }
  throw new UsageError(
    `--error-page is ${JSON.stringify(text)}; it takes one of ${ERROR_STATUSES.join(', ')} and a path, such as 404=/404.html.`,
  );
}

function originOf(text: string): Flags['origins'][number] {
  // An address may have a = of its own.
  const [, id = null, place = ''] = /^(?:((?:(?!:\/\/)[^=])+)=)?(.*)$/.exec(text) ?? [];
  const isAddress = place.includes('://');
  const url = isAddress && URL.canParse(place) ? new URL(place) : null;
  const isWrong = isAddress && url?.protocol !== 'http:' && url?.protocol !== 'https:';
  if (!isWrong && place !== '') return { id, place: url ?? place };
  throw new UsageError(
    `--origin is ${JSON.stringify(text)}; it takes an http or https address, such as http://localhost:3000, or a folder; the id of an origin and = may stand before.`,
  );
}

/** Farther than any two places on Earth. */
export const MAX_ROUND_TRIP_MS = 2_000;

function distanceOf(text: string): number | Region[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every(isRegion) && new Set(names).size === names.length) return names;
  const ms = Number(/^(\d+(?:\.\d+)?)ms$/.exec(text)?.[1] ?? Number.NaN);
  if (ms <= MAX_ROUND_TRIP_MS) return ms;
  throw new UsageError(
    `--distance is ${JSON.stringify(text)}; it takes a round trip from 0ms to ${MAX_ROUND_TRIP_MS}ms, such as 160ms, or some of the Regions ${REGIONS.join(', ')}, each once, with commas between them.`,
  );
}
