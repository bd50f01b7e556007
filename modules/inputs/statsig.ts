import { checkClientKey, USER_FIELDS } from '../../handler/src/settings';
import { defaults, exposureRanges, specsRanges } from '../../handler/src/settings/defaults';
import { type Inputs, isToken, quoted } from './input';
import { withinRanges } from './ranges';
import { routeRules } from './route-rules';
import { bool, list, number, object, text, texts } from './type';

const KEYS = 'Statsig console → Settings → Keys & Environments';

const route = object('RouteInput', {
  path: {
    type: text,
    description: "CloudFront's path pattern: `*` for any characters, `?` for one.",
    default: defaults.routePath,
  },
  action: {
    type: text,
    description: 'What to do: `respond`, `header`, `rewrite`, `redirect`, `bootstrap` or `pass`.',
  },
  methods: {
    type: texts,
    description: 'Methods the route is for; left out: `GET` and `HEAD`.',
    default: null,
  },
  assets: {
    type: bool,
    description: "False leaves out paths that end in a file's name, such as `/app.js`.",
    default: defaults.routeAssets,
  },
  gate: { type: text, description: 'The gate to evaluate.', default: null },
  experiment: { type: text, description: 'Or the experiment.', default: null },
  config: { type: text, description: 'Or the dynamic config.', default: null },
  layer: { type: text, description: 'Or the layer.', default: null },
  parameter: {
    type: text,
    description: 'The parameter of the experiment, config or layer.',
    default: null,
  },
  default: {
    type: text,
    description: 'The value when none can be evaluated; for a gate `true` or `false`.',
    default: null,
  },
  header: { type: text, description: 'For `header`: the name of the header.', default: null },
  on: {
    type: text,
    description: 'For `rewrite` and `redirect` by a gate: where to when it is on.',
    default: null,
  },
  off: { type: text, description: 'And where to when it is off.', default: null },
  status: {
    type: number,
    description: 'For `redirect`: the status.',
    default: defaults.redirectStatus,
  },
  hosts: {
    type: texts,
    description: 'For `redirect`: other hosts that a target may name; left out: none.',
    default: null,
  },
});

const specsRefresh = object('SpecsRefreshInput', {
  refresh_seconds: {
    type: number,
    description: 'How long the specs are used before S3 is asked again.',
    default: specsRanges.refreshSeconds.default,
  },
  max_stale_seconds: {
    type: number,
    description: 'The age up to which they are used while they are refreshed.',
    default: specsRanges.maxStaleSeconds.default,
  },
  timeout_ms: {
    type: number,
    description: `Deadline of one load of the specs, at most ${specsRanges.timeoutMs.max}.`,
    default: specsRanges.timeoutMs.default,
  },
});

const identity = object('IdentityInput', {
  stable_id_cookie: {
    type: bool,
    description: "Keep the visitor's id in the cookie that Statsig's browser SDK uses.",
    default: defaults.stableIdCookie,
  },
  consent_cookie: {
    type: text,
    description: 'Keep it only for visitors who send this cookie: `name`, or `name=value`.',
    default: null,
  },
  user_id_cookie: {
    type: text,
    description: 'Cookie that holds the `userID` of a visitor who is signed in.',
    default: null,
  },
  user_id_header: {
    type: text,
    description: 'Request header that holds it, looked at before the cookie.',
    default: null,
  },
  anonymous_user_id: {
    type: text,
    description: 'The `userID` of a visitor who is not signed in: `stableID` or `none`.',
    default: defaults.anonymousUserId,
  },
  country_header: {
    type: text,
    description:
      "Request header with the visitor's country that viewers cannot forge, such as one from AWS WAF.",
    default: null,
  },
});

const exposures = object('ExposuresInput', {
  mode: {
    type: text,
    description: '`off`, or `batch`: sent to Statsig in batches across requests.',
    default: defaults.exposuresMode,
  },
  max_events: {
    type: number,
    description: `A batch is sent when it holds this many events, at most ${exposureRanges.maxEvents.max}.`,
    default: exposureRanges.maxEvents.default,
  },
  max_age_seconds: {
    type: number,
    description: 'Or on the first request after its oldest event reached this age.',
    default: exposureRanges.maxAgeSeconds.default,
  },
  timeout_ms: {
    type: number,
    description: `The longest a request waits for a batch that it sends, at most ${exposureRanges.timeoutMs.max}.`,
    default: exposureRanges.timeoutMs.default,
  },
  user_fields: {
    type: texts,
    description:
      'Fields of the user that are sent along; left out: `userID`, `customIDs`, `userAgent`.',
    default: null,
  },
});

/** The settings that are baked into the function, but for what the stack knows by itself. */
export const statsig = {
  statsig_client_key: {
    type: text,
    description: `Statsig client key, \`client-…\`, from ${KEYS}. It is public: browsers carry the same one.`,
    check: checkClientKey,
    rules: [
      {
        hcl: (it) => `!startswith(${it}, "secret-")`,
        message: `This is a server secret key, and it would be written into a file: whoever has it can read and change your project. Use a client key (client-…) from ${KEYS}, and rotate the secret if it was committed anywhere.`,
      },
      {
        hcl: (it) => `!startswith(${it}, "console-")`,
        message: `This is a console API key. Use a client key (client-…) from ${KEYS}.`,
      },
      {
        hcl: (it) => `can(regex("^(secret-|console-|client-[A-Za-z0-9_-]+$)", ${it}))`,
        message: `A Statsig client key starts with client-. You find it in ${KEYS}.`,
      },
    ],
  },
  statsig_environment: {
    type: text,
    description:
      'Statsig environment tier, such as `production` or `staging`; left out: the one in the specs.',
    default: null,
    rules: [
      {
        hcl: (it) => `${it} != ""`,
        message: 'The statsig_environment is empty: leave it out instead.',
      },
    ],
  },
  routes: {
    type: list(route),
    description:
      'What to do on which paths; the first whose path matches wins, and a request that matches none passes untouched. Left out: answer for the gate `test_gate` on every path.',
    default: null,
    rules: routeRules,
  },
  identity: {
    type: identity,
    description: 'Who a visitor is.',
    default: {},
    rules: [
      {
        hcl: (it) => `contains(["stableID", "none"], ${it}.anonymous_user_id)`,
        message: 'The anonymous_user_id is stableID or none.',
      },
      {
        hcl: (it) =>
          `alltrue([for name in [${it}.user_id_cookie, ${it}.user_id_header, ${it}.country_header, ${it}.consent_cookie == null ? null : regex("^[^=]*", ${it}.consent_cookie)] : name == null ? true : ${isToken('name')}])`,
        message:
          'The names of cookies and headers are of letters, digits and hyphens mostly, and never empty; leave out what there is none of.',
      },
      {
        hcl: (it) =>
          `${it}.country_header == null ? true : !startswith(lower(${it}.country_header), "cloudfront-")`,
        message:
          'CloudFront adds its own headers after the viewer-request event, so here that header would hold whatever the viewer wrote. Name one that AWS WAF inserts (x-amzn-waf-…) as country_header.',
      },
    ],
  },
  exposures: {
    type: exposures,
    description: 'Whether Statsig hears who was shown what.',
    default: {},
    rules: [
      {
        hcl: (it) => `contains(["off", "batch"], ${it}.mode)`,
        message: 'The mode of the exposures is off or batch.',
      },
      {
        hcl: (it) =>
          `${it}.user_fields == null ? true : length(setsubtract(${it}.user_fields, [${quoted(USER_FIELDS)}])) == 0`,
        message: `The user_fields are among ${USER_FIELDS.join(', ')}.`,
      },
      withinRanges('exposures', exposureRanges),
    ],
  },
  specs_refresh: {
    type: specsRefresh,
    description: 'How the function keeps its specs fresh.',
    default: {},
    rules: [withinRanges('specs_refresh', specsRanges)],
  },
} as const satisfies Inputs;
