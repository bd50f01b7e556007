/**
 * What Terraform asks of routes: all that the handler would refuse when it starts, which at the edge would be too late.
 * For plain values the handler's own check is asked (check-settings.ts).
 */
import { NEW_ID_HEADER } from '../../handler/src/identity/stable-id';
import { DISALLOWED, DISALLOWED_PREFIXES, READ_ONLY } from '../../handler/src/restricted-headers';
import { ACTIONS, METHODS } from '../../handler/src/settings/routes';
import { isToken, quoted, type Rule } from './input';

/** `route` stands for each of them. */
function ofEach(hcl: string, message: string): Rule {
  return { hcl: (it) => `alltrue([for route in ${it} : ${hcl}])`, message };
}

/** Visible ASCII but `\` and `#`; in a rewrite no `?` either. The `*` is taken for nothing, as the handler's check does. */
const TARGET = 'replace(target, "/^([^*]*)[*]/", "$1")';
const PATH_OF_SITE = String.raw`^/([!-\"$-.0-\\[\\]-~][!-\"$-\\[\\]-~]*)?$`;
const PATH_WITHOUT_QUERY = String.raw`^/([!-\"$-.0->@-\\[\\]-~][!-\"$->@-\\[\\]-~]*)?$`;
const ADDRESS = String.raw`^https://[!-\"$-\\[\\]-~]*$`;

const targets = 'compact([route.on, route.off, route.gate == null ? route.default : null])';

const KEPT_HEADERS = quoted([
  ...DISALLOWED,
  ...READ_ONLY['viewer-request'],
  'cookie',
  NEW_ID_HEADER,
]);
const KEPT_PREFIXES = `^(${[...DISALLOWED_PREFIXES, 'cloudfront-'].join('|')})`;

export const routeRules: readonly Rule[] = [
  ofEach(
    `contains([${quoted(ACTIONS)}], route.action)`,
    `The action of a route is one of ${ACTIONS.join(', ')}.`,
  ),
  ofEach(
    'length(compact([route.gate, route.experiment, route.config, route.layer])) == (contains(["bootstrap", "pass"], route.action) ? 0 : 1)',
    'A route names exactly one of gate, experiment, config and layer; with the action bootstrap or pass, none.',
  ),
  ofEach('can(regex("^[/*]", route.path))', 'The path of a route starts with / or *.'),
  ofEach(
    `route.methods == null ? true : alltrue([for method in route.methods : contains([${quoted(METHODS)}], upper(method))])`,
    `The methods of a route are among ${METHODS.join(', ')}.`,
  ),
  ofEach(
    'contains([301, 302, 303, 307, 308], route.status)',
    'The status of a redirect is 301, 302, 303, 307 or 308.',
  ),
  ofEach(
    'route.parameter == null || route.gate == null && !contains(["bootstrap", "pass"], route.action)',
    'The parameter of a route goes with an experiment, config or layer.',
  ),
  ofEach(
    'route.gate != null || route.parameter != null || !contains(["header", "rewrite", "redirect"], route.action)',
    'A header, rewrite or redirect by an experiment, config or layer takes its value from a parameter: name it.',
  ),
  ofEach(
    'route.gate == null ? true : contains(["true", "false"], coalesce(route.default, "true"))',
    'The default of a gate is true or false.',
  ),
  ofEach(
    '(route.action == "header") == (route.header != null)',
    'A route with the action header says which header it sets; with other actions there is none to set.',
  ),
  ofEach(
    `route.header == null ? true : ${isToken('route.header')} && !contains([${KEPT_HEADERS}], lower(route.header)) && !can(regex("${KEPT_PREFIXES}", lower(route.header)))`,
    'CloudFront and this module keep that header to themselves, or it is no name of a header: name one of your own, such as x-my-variant.',
  ),
  ofEach(
    'route.gate == null || route.on != null || route.off != null || !contains(["rewrite", "redirect"], route.action)',
    'A rewrite or redirect by a gate says where to when it is on, or when it is off, or both.',
  ),
  ofEach(
    'route.on == null && route.off == null || route.gate != null && contains(["rewrite", "redirect"], route.action)',
    "The targets on and off go with the rewrite or redirect of a gate; a parameter's value is its own target.",
  ),
  ofEach(
    'route.hosts == null ? true : alltrue([for host in route.hosts : can(regex("^[A-Za-z0-9.-]+(:[0-9]+)?$", host))])',
    'The hosts of a route are names alone, such as www.example.com.',
  ),
  ofEach(
    `route.action != "rewrite" || alltrue([for target in ${targets} : can(regex("${PATH_WITHOUT_QUERY}", ${TARGET}))])`,
    'A rewrite leads to a path of the site: it starts with one /, has no query string, and its characters are percent-encoded where they are not plain.',
  ),
  ofEach(
    `route.action != "redirect" || alltrue([for target in ${targets} : can(regex("${PATH_OF_SITE}", ${TARGET})) || can(regex("${ADDRESS}", ${TARGET})) && contains(try([for host in route.hosts : lower(host)], []), lower(try(regex("^https://([^/?]+)", ${TARGET})[0], "")))])`,
    'A redirect leads to a path of the site, or to an https address on one of the hosts of its route; characters are percent-encoded where they are not plain.',
  ),
  ofEach(
    '!contains([for text in [route.parameter, route.on, route.off, route.header] : text == null ? "left out" : text], "")',
    'What a route says is not empty: leave it out instead.',
  ),
];
