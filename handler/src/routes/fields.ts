/** What a route can say, besides its action. */
import { CLOUDFRONT_HEADER_PREFIX } from '../http-names';
import { DISALLOWED, DISALLOWED_PREFIXES, READ_ONLY } from '../restricted-headers';
import {
  boolean,
  choice,
  type Docs,
  json,
  type Shape,
  text,
  texts,
  type ValuesOf,
} from '../settings/field';
import { HEADER_NAME, HEADER_OF_OURS, HOST, METHOD, NAME, PATH_PATTERN } from '../settings/shapes';

export const REDIRECT_STATUSES = [301, 302, 303, 307, 308] as const;
export const BLOCK_STATUSES = [401, 403, 404, 410, 451, 503] as const;

const HEADERS_OF_CLOUDFRONT: Shape = {
  reserved: [...DISALLOWED, ...READ_ONLY['viewer-request']],
  reservedPrefixes: [...DISALLOWED_PREFIXES, CLOUDFRONT_HEADER_PREFIX],
  message: 'CloudFront reserves; name one of your own, such as x-my-variant',
  refuses: 'host',
};
const COOKIE_HEADER: Shape = {
  reserved: ['cookie', 'set-cookie'],
  reservedPrefixes: [],
  message: 'holds cookies, which would be lost; name one of your own, such as x-my-variant',
  refuses: 'cookie',
};

export const routeFields = {
  path: text({
    default: '/*',
    shapes: [PATH_PATTERN],
  }),
  methods: texts(METHOD, 'upper', null),
  assets: boolean(true),
  gate: text({ default: null }),
  experiment: text({ default: null }),
  config: text({ default: null }),
  layer: text({ default: null }),
  parameter: text({ default: null }),
  default: json(),
  header: text({
    default: null,
    shapes: [HEADER_NAME, HEADERS_OF_CLOUDFRONT, COOKIE_HEADER, HEADER_OF_OURS],
    letters: 'lower',
  }),
  on: text({ default: null }),
  off: text({
    default: null,
  }),
  status: choice([...REDIRECT_STATUSES, ...BLOCK_STATUSES], null),
  hosts: texts(HOST, 'lower', []),
  gates: texts(NAME, null, null),
  experiments: texts(NAME, null, null),
  configs: texts(NAME, null, null),
  layers: texts(NAME, null, null),
};

export const routeDocs: Docs<typeof routeFields> = {
  path: "Path pattern as CloudFront's: `*` stands for any characters, `?` for one. Paths are compared in one spelling: `/%61` is `/a`.",
  methods:
    'Methods that the route is for; others pass untouched. Left out: `GET` and `HEAD`, for `block` all.',
  assets:
    "Requests for paths that end in a file's name, such as `/app.js` (not `.html`). `false`: they pass untouched.",
  gate: 'Gate to evaluate.',
  experiment: 'Experiment to evaluate, instead of a gate.',
  config: 'Dynamic config to evaluate, instead of a gate.',
  layer: 'Layer to evaluate, instead of a gate.',
  parameter: 'Parameter of the experiment, dynamic config or layer.',
  default:
    'Value when nothing can be evaluated. For a gate `true` or `false`; left out: `false`. For a parameter any value; left out: the request passes untouched.',
  header:
    'Request header that gets the value. It is taken off every request of a viewer, whatever its path and method.',
  on: 'Target when the gate is on; left out: the request passes untouched. A `*` in it stands for what the first `*` of the path matched. With a parameter in place of a gate, the value of the parameter is the target.',
  off: 'Target when the gate is off; left out: the request passes untouched, or is refused by a `block`.',
  status:
    'Status of the answer: 301, 302, 303, 307 or 308 for a `redirect`, and for a `block` with `off` (left out: 302); 401, 403, 404, 410, 451 or 503 for a `block` without it (left out: 403).',
  hosts:
    'Other hosts that a target may name, such as `www.example.com`. Left out: none, so that targets are paths of this site.',
  gates:
    'Gates that a `bootstrap` answers with. Where this list or one of the next three is given, the answer has what they name and nothing else; left out all four: everything.',
  experiments: 'Experiments that a `bootstrap` answers with.',
  configs: 'Dynamic configs that a `bootstrap` answers with.',
  layers: 'Layers that a `bootstrap` answers with.',
};

/** A route as it stands in the settings, but for its action. */
export type RouteFields = ValuesOf<typeof routeFields>;
