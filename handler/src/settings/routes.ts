import { NEW_ID_HEADER } from '../identity/stable-id';
import { messageOf } from '../log';
import { isDisallowed, READ_ONLY } from '../restricted-headers';
import { fillSplat, redirectLocation, rewriteUri } from '../routes/target';
import { defaults } from './defaults';
import type { Fields } from './fields';

export const ACTIONS = ['respond', 'header', 'rewrite', 'redirect', 'bootstrap', 'pass'] as const;
export type RouteAction = (typeof ACTIONS)[number];

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_AllowedMethods.html */
export const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];

/** What to do with the requests whose path matches. Which fields an action needs is checked by {@link parseRoutes}. */
export interface Route {
  /** CloudFront's path pattern: `*` stands for any run of characters, `?` for one; letters count. Default `/*`. */
  path: string;
  /**
   * - `respond`: answer with the guide's JSON;
   * - `header`: put the value into a request header for the origin;
   * - `rewrite`: ask the origin (and the cache) for another path;
   * - `redirect`: send the viewer to another address;
   * - `bootstrap`: answer with what Statsig's browser SDK starts from;
   * - `pass`: leave these requests alone.
   */
  action: RouteAction;
  /** Methods the route is for. Default `GET` and `HEAD`; others pass untouched. */
  methods: string[];
  /** False leaves out paths that end in a file's name (`/app.js`; not `.html`). Default true. */
  assets: boolean;
  /** What is evaluated: one of these four. */
  gate: string | null;
  experiment: string | null;
  /** A dynamic config. */
  config: string | null;
  layer: string | null;
  /** The parameter of the experiment, config or layer. */
  parameter: string | null;
  /**
   * The value when none can be evaluated: for a gate `true` or `false` (default false), else the parameter's value
   * (default: the request passes untouched).
   */
  default: string | null;
  /** `header`: the header's name, in lower case. */
  header: string | null;
  /**
   * `rewrite` and `redirect` by a gate: where to when it is on, and when it is off; absent means stay. A `*` in it
   * stands for what the path's first `*` matched. By a parameter, the parameter's value is the target.
   */
  on: string | null;
  off: string | null;
  /** `redirect`: the status. Default 302. */
  status: 301 | 302 | 303 | 307 | 308;
  /** `redirect`: other hosts that a target may name (`www.example.com`). Default none: only this site. */
  hosts: string[];
}

/** The guide's behaviour: answer for `test_gate` on every path. */
const GUIDE_ROUTE: Route = {
  path: defaults.routePath,
  action: 'respond',
  methods: [...defaults.routeMethods],
  assets: defaults.routeAssets,
  gate: 'test_gate',
  experiment: null,
  config: null,
  layer: null,
  parameter: null,
  default: null,
  header: null,
  on: null,
  off: null,
  status: defaults.redirectStatus,
  hosts: [],
};

export function parseRoutes(list: Fields[] | null): Route[] {
  return list === null ? [GUIDE_ROUTE] : list.map(parseRoute);
}

function parseRoute(fields: Fields): Route {
  const route: Route = {
    path: fields.optionalString('path') ?? GUIDE_ROUTE.path,
    action: fields.oneOf('action', ACTIONS),
    methods: (fields.strings('methods') ?? GUIDE_ROUTE.methods).map((method) =>
      method.toUpperCase(),
    ),
    assets: fields.boolean('assets', defaults.routeAssets),
    gate: fields.optionalString('gate'),
    experiment: fields.optionalString('experiment'),
    config: fields.optionalString('config'),
    layer: fields.optionalString('layer'),
    parameter: fields.optionalString('parameter'),
    default: parseDefault(fields),
    header: fields.headerName('header'),
    on: fields.optionalString('on'),
    off: fields.optionalString('off'),
    status: fields.oneOf('status', [301, 302, 303, 307, 308], defaults.redirectStatus),
    hosts: (fields.strings('hosts') ?? []).map((host) => host.toLowerCase()),
  };
  fields.refuseUnknown();
  for (const method of route.methods) checkMethod(method, fields);
  for (const host of route.hosts) checkHost(host, fields);
  checkRoute(route, fields);
  return route;
}

/** A default may be written as a JSON value or, as Terraform's typed lists need it, as a text. */
function parseDefault(fields: Fields): string | null {
  const value = fields.raw('default');
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function checkRoute(route: Route, fields: Fields): void {
  if (!route.path.startsWith('/') && !route.path.startsWith('*')) {
    fields.fail('path', `is ${JSON.stringify(route.path)}; a path starts with / or *.`);
  }
  const subjects = (['gate', 'experiment', 'config', 'layer'] as const).filter(
    (kind) => route[kind] !== null,
  );
  const needsSubject = route.action !== 'bootstrap' && route.action !== 'pass';
  if (subjects.length !== (needsSubject ? 1 : 0)) {
    fields.fail(
      'action',
      needsSubject
        ? `is ${route.action}, which needs one of gate, experiment, config, layer; given: ${subjects.join(', ') || 'none'}.`
        : `is ${route.action}, which evaluates nothing by name; take ${subjects.join(', ')} out.`,
    );
  }
  if (route.parameter !== null && (route.gate !== null || !needsSubject)) {
    fields.fail('parameter', 'goes with an experiment, config or layer.');
  }
  if (route.gate !== null && route.default !== null && !['true', 'false'].includes(route.default)) {
    fields.fail(
      'default',
      `is ${JSON.stringify(route.default)}; the default of a gate is true or false.`,
    );
  }
  if (route.action === 'header') checkHeader(route.header, fields);
  else if (route.header !== null) fields.fail('header', 'goes with the action header.');
  if (
    route.gate === null &&
    needsSubject &&
    route.action !== 'respond' &&
    route.parameter === null
  ) {
    fields.fail(
      'parameter',
      `is missing: name the parameter that the ${route.action} takes its value from.`,
    );
  }
  const moves = route.action === 'rewrite' || route.action === 'redirect';
  if (moves && route.gate !== null && route.on === null && route.off === null) {
    fields.fail('on', `and off are both missing: say where the ${route.action} goes.`);
  }
  if (route.on !== null || route.off !== null) {
    if (!moves || route.gate === null) {
      fields.fail(
        route.on !== null ? 'on' : 'off',
        "goes with the rewrite or redirect of a gate; a parameter's value is its own target.",
      );
    }
  }
  checkTargets(route, fields);
}

/** A target that would be refused on every request is refused here, where somebody reads it. */
function checkTargets(route: Route, fields: Fields): void {
  for (const name of ['on', 'off', 'default'] as const) {
    const target = route[name];
    if (target === null || (name === 'default' && route.gate !== null)) continue;
    try {
      if (route.action === 'rewrite') rewriteUri(fillSplat(target, ''), '');
      if (route.action === 'redirect') {
        redirectLocation(fillSplat(target, ''), { querystring: '' }, route.hosts);
      }
    } catch (error) {
      fields.fail(name, `cannot work: ${messageOf(error)}.`);
    }
  }
}

function checkMethod(method: string, fields: Fields): void {
  if (!METHODS.includes(method)) {
    fields.fail(
      'methods',
      `has ${JSON.stringify(method)}; CloudFront knows ${METHODS.join(', ')}.`,
    );
  }
}

/** As `URL.host` has them. */
const HOST = /^[a-z0-9.-]+(:\d+)?$/;

function checkHost(host: string, fields: Fields): void {
  if (!HOST.test(host)) {
    fields.fail(
      'hosts',
      `has ${JSON.stringify(host)}; a host is a name alone, such as www.example.com.`,
    );
  }
}

function checkHeader(header: string | null, fields: Fields): void {
  if (header === null) fields.fail('header', 'is missing: name the header to set.');
  const kept = READ_ONLY['viewer-request'] as readonly string[];
  if (isDisallowed(header) || kept.includes(header) || header.startsWith('cloudfront-')) {
    fields.fail('header', `is ${header}, which CloudFront keeps to itself; name one of your own.`);
  }
  if (header === NEW_ID_HEADER) {
    fields.fail('header', `is ${header}, which hands new visitors their id; name one of your own.`);
  }
  if (header === 'cookie') {
    fields.fail(
      'header',
      'is cookie, and setting it would drop the viewer’s cookies; name one of your own.',
    );
  }
}
