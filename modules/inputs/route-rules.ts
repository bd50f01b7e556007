/**
 * What Terraform asks of the fields of a route together, which the handler would refuse when it starts: at the edge that
 * would be too late. Which fields go with which action stands in the handler's table of actions.
 */
import type { ActionRules } from '../../handler/src/routes/action';
import { ACTION_NAMES, actionDocs, actions } from '../../handler/src/routes/actions';
import { actionsWith, MAX_NAMES, routeSchema, SUBJECTS } from '../../handler/src/routes/route';
import { NAME_LISTS } from '../../handler/src/specs/names';
import { snakeCase } from '../terraform/names';
import { quoted } from './check';
import { rulesOf } from './from-settings';
import type { Entries, EntryRule, Rule } from './input';

/** What is true of every one by itself. */
function ofEach(hcl: string, message: string): EntryRule {
  return { hcl: () => hcl, message };
}

/** The names of the actions that something is true of. */
function actionsThat(fits: (action: ActionRules) => boolean): string[] {
  return ACTION_NAMES.filter((name) => fits(actions[name]));
}

function isOneOf(names: readonly string[]): string {
  return names.length === 1
    ? `route.action == "${names[0]}"`
    : `contains([${quoted(names)}], route.action)`;
}

function isNoneOf(names: readonly string[]): string {
  return names.length === 1 ? `route.action != "${names[0]}"` : `!${isOneOf(names)}`;
}

/** `a, b or c`. */
function or(names: readonly string[]): string {
  return names.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

const subjects = SUBJECTS.map((kind) => `route.${kind}`).join(', ');
const others = SUBJECTS.filter((kind) => kind !== 'gate').map((kind) => `route.${kind}`);
const without = actionsThat(({ subject }) => subject === 'all' || subject === 'none');
const byGateAlone = actionsThat(({ subject }) => subject === 'gate');
const withParameter = actionsThat(({ parameter }) => parameter === 'required');
const withHeader = actionsThat(({ required }) => required.includes('header'));
const withTarget = actionsThat(({ required }) => required.includes('on'));
const withStatus = actionsWith('status');
const withNames = actionsWith('gates');
const nameLists = NAME_LISTS.map((list) => `route.${list}`).join(', ');

/** Visible ASCII but `\` and `#`; in a rewrite no `?` either. The `*` is taken for nothing, as the handler's check does. */
const TARGET = 'replace(target, "/^([^*]*)[*]/", "$1")';
const PATH_OF_SITE = String.raw`^/([!-\"$-.0-\\[\\]-~][!-\"$-\\[\\]-~]*)?$`;
const PATH_WITHOUT_QUERY = String.raw`^/([!-\"$-.0->@-\\[\\]-~][!-\"$->@-\\[\\]-~]*)?$`;
const ADDRESS = String.raw`^https://[!-\"$-\\[\\]-~]*$`;

const targets = 'compact([route.on, route.off, route.gate == null ? route.default : null])';

const ADDRESS_RULE = `can(regex("${PATH_OF_SITE}", ${TARGET})) || can(regex("${ADDRESS}", ${TARGET})) && contains(try([for host in route.hosts : lower(host)], []), lower(try(regex("^https://([^/?]+)", ${TARGET})[0], "")))`;
const targetsAre = (names: readonly string[], rule: string) =>
  `${isNoneOf(names)} || alltrue([for target in ${targets} : ${rule}])`;
const toPath = actionsThat(({ target }) => target === 'path');
const toAddress = actionsThat(({ target }) => target === 'address');

/** The path of an earlier route as a regular expression, and that of a later one with a run in the place of each `*`. */
const PATTERN_OF_OTHER = String.raw`join("", ["^\\Q", replace(replace(other.path, "*", "\\E.*\\Q"), "?", "\\E.\\Q"), "\\E$"])`;
const PATH_OF_ROUTE =
  'replace(replace(startswith(route.path, "*") ? join("", ["/", route.path]) : route.path, "?", "~"), "*", run)';

const ownRules = rulesOf(routeSchema).map(({ hcl, message, attribute, refuses }) => ({
  ...ofEach(hcl('route'), message),
  refuses: [sampleRoute(attribute, refuses)],
}));

/** Of the list as a whole. */
export const routesRules: readonly Rule[] = [
  {
    holds: (routes: readonly unknown[]) => routes.length > 0,
    hcl: (it) => `length(${it}) > 0`,
    message:
      "The routes are an empty list, and the function would have nothing to do. Leave them out to answer as Statsig's guide does, or set create to false.",
    refuses: [],
  },
];

/** Of each of them, which is called `route`. */
const routeRules: readonly EntryRule[] = [
  ...ownRules,
  ofEach(
    `length([for subject in [${subjects}] : subject if subject != null]) == (${isOneOf(without)} ? 0 : 1)`,
    `A route must name exactly one of ${or(SUBJECTS)}, and none with the action ${or(without)}.`,
  ),
  ofEach(
    `${isNoneOf(byGateAlone)} || alltrue([for subject in [${others.join(', ')}] : subject == null])`,
    `A route with the action ${or(byGateAlone)} must name a gate.`,
  ),
  ofEach(
    `route.parameter == null || route.gate == null && ${isNoneOf(without)}`,
    'A route with a parameter must name an experiment, config or layer.',
  ),
  ofEach(
    `route.gate != null || route.parameter != null || ${isNoneOf(withParameter)}`,
    `A ${or(withParameter)} by an experiment, config or layer must name the parameter that it takes its value from.`,
  ),
  ofEach(
    'route.gate == null ? true : contains(["true", "false"], coalesce(route.default, "true"))',
    'The default of a gate must be true or false.',
  ),
  ofEach(
    `(${isOneOf(withHeader)}) == (route.header != null)`,
    `A route with the action ${or(withHeader)} must name the header that it sets, and no other route may name one.`,
  ),
  ofEach(
    `route.gate == null || route.on != null || route.off != null || ${isNoneOf(withTarget)}`,
    `A ${or(withTarget)} by a gate must have a target in on, in off, or in both.`,
  ),
  ofEach(
    `(route.on == null || route.gate != null && ${isOneOf(actionsWith('on'))}) && (route.off == null || route.gate != null && ${isOneOf(actionsWith('off'))})`,
    `Only a ${or(actionsWith('on'))} by a gate has a target in on, and only a ${or(actionsWith('off'))} by a gate has one in off: a parameter's value is the target itself.`,
  ),
  ofEach(
    `route.status == null || ${isNoneOf(withStatus)} || (coalesce(route.status, 0) < 400) == (${isOneOf(withTarget)} || route.off != null)`,
    'A status of 3xx needs a target, and one of 4xx or 5xx is for a block without a target.',
  ),
  ofEach(
    targetsAre(toPath, `can(regex("${PATH_WITHOUT_QUERY}", ${TARGET}))`),
    'The target of a rewrite must be a path of the site: it starts with one /, has no query string, and special characters are percent-encoded.',
  ),
  ofEach(
    targetsAre(toAddress, ADDRESS_RULE),
    'The target of a redirect must be a path of the site, or an https address on one of the hosts of its route; special characters are percent-encoded.',
  ),
  ofEach(
    `alltrue([for names in [${nameLists}] : names == null ? true : ${isOneOf(withNames)} && length(names) > 0 && length(names) <= ${MAX_NAMES}])`,
    `Only a ${or(withNames)} has ${or(NAME_LISTS)}, each a list of 1 to ${MAX_NAMES} names: leave out what is empty.`,
  ),
  {
    hcl: (_route, routes) =>
      `alltrue([for other in slice(${routes}, 0, index) : !((other.assets || !route.assets) && alltrue([for run in ["", "${'~'.repeat(40)}"] : can(regex(${PATTERN_OF_OTHER}, ${PATH_OF_ROUTE}))]))])`,
    message:
      'No request reaches a route after one that has all of its paths: put it first, or take it out.',
    refuses: [
      { action: 'respond', gate: 'new_home' },
      { action: 'respond', gate: 'new_home', path: '/new/*' },
    ],
  },
];

export const routeEntries: Entries = { name: 'route', rules: routeRules };

/** A route that is right but for this attribute. */
function sampleRoute(attribute: string, value: unknown): object {
  const action =
    ACTION_NAMES.find((name) => (actions[name].fields as string[]).includes(attribute)) ??
    'respond';
  const example = Object.entries(actionDocs[action].example).map(([name, given]) => [
    snakeCase(name),
    given,
  ]);
  return { action, ...Object.fromEntries(example), [attribute]: value };
}
