/** A route of the settings: its fields, and what has to be true of them together. */
import { messageOf } from '../log';
import { choice, type Docs, type ValuesOf } from '../settings/field';
import { SettingsError } from '../settings/parse';
import { NAME_LISTS } from '../specs/names';
import type { Action, ActionField, ActionRules } from './action';
import { ACTION_NAMES, type ActionName, type Actions, actionDocs, actions } from './actions';
import { type RouteFields, routeDocs, routeFields } from './fields';
import { fillSplat, redirectLocation, rewriteUri } from './target';

const { path, ...otherFields } = routeFields;

export const routeSchema = {
  path,
  action: choice(ACTION_NAMES),
  ...otherFields,
};

export const routeSchemaDocs = (): Docs<typeof routeSchema> => ({
  ...routeDocs,
  action: `What becomes of the requests: ${ACTION_NAMES.map((name) => `\`${name}\` ${actionDocs[name].description}`).join('; ')}.`,
});

type OwnOf<A> = A extends Action<infer Own> ? Own : never;

/** What to do with the requests whose path and method match, by its action. */
export type Route = {
  [Name in ActionName]: RouteFields &
    OwnOf<Actions[Name]> & { action: Name; methods: readonly string[]; status: number };
}[ActionName];

export const SUBJECTS = ['gate', 'experiment', 'config', 'layer'] as const;

/** Fields that are refused with an action that does not name them among its own. */
const OWN_FIELDS = ['header', 'on', 'off', ...NAME_LISTS] as const satisfies readonly ActionField[];

/** Of each of the lists that a bootstrap carries: more would not fit into its answer. */
export const MAX_NAMES = 500;

/** The guide's behaviour: answer for `test_gate` on every path. */
export const GUIDE_ROUTE = { action: 'respond', gate: 'test_gate' };

/** @throws {SettingsError} */
export function checkRoute(route: ValuesOf<typeof routeSchema>, at: string): Route {
  const action: ActionRules = actions[route.action];
  const refuse = (field: string, problem: string): never => {
    throw new SettingsError(`${at}.${field}`, problem);
  };
  checkSubject(route, action, refuse);
  for (const field of OWN_FIELDS) {
    if (route[field] !== null && !action.fields.includes(field)) {
      refuse(field, `goes with the action ${actionsWith(field).join(' or ')}.`);
    }
  }
  for (const list of NAME_LISTS) {
    const count = route[list]?.length ?? 1;
    if (count === 0 || count > MAX_NAMES) {
      refuse(list, `has ${count} names; give 1 to ${MAX_NAMES}, or leave it out.`);
    }
  }
  if (action.required.includes('header') && route.header === null) {
    refuse('header', 'is missing: name the header to set.');
  }
  const isTargeted = action.required.includes('on') && route.gate !== null;
  if (isTargeted && route.on === null && route.off === null) {
    refuse('on', `and off are both missing: name the target of the ${route.action}.`);
  }
  const status = checkStatus(route, action, refuse);
  checkTargets(route, action, refuse);
  return { ...route, methods: route.methods ?? action.methods, status } as Route;
}

/** The names of the actions that a field is for. */
export function actionsWith(field: ActionField): ActionName[] {
  return ACTION_NAMES.filter((name) => (actions[name].fields as ActionField[]).includes(field));
}

type Refuse = (field: string, problem: string) => never;

function checkSubject(
  route: ValuesOf<typeof routeSchema>,
  { subject, parameter, target }: ActionRules,
  refuse: Refuse,
): void {
  const given = SUBJECTS.filter((kind) => route[kind] !== null);
  const evaluates = subject === 'any' || subject === 'gate';
  if (!evaluates && given.length > 0) {
    refuse(
      'action',
      `is ${route.action}, which evaluates nothing by name; take ${given.join(', ')} out.`,
    );
  }
  if (evaluates && given.length !== 1) {
    const choices = subject === 'gate' ? 'a gate' : `one of ${SUBJECTS.join(', ')}`;
    refuse(
      'action',
      `is ${route.action}, which needs ${choices}; given: ${given.join(', ') || 'none'}.`,
    );
  }
  if (subject === 'gate' && route.gate === null) {
    refuse('action', `is ${route.action}, which needs a gate; given: ${given.join(', ')}.`);
  }
  if (route.parameter !== null && (route.gate !== null || !evaluates)) {
    refuse('parameter', 'goes with an experiment, config or layer.');
  }
  if (route.gate !== null && route.default !== null && !['true', 'false'].includes(route.default)) {
    refuse(
      'default',
      `is ${JSON.stringify(route.default)}; the default of a gate is true or false.`,
    );
  }
  if (evaluates && route.gate === null && parameter === 'required' && route.parameter === null) {
    refuse(
      'parameter',
      `is missing: name the parameter that the ${route.action} takes its value from.`,
    );
  }
  if (target !== null && route.gate === null && (route.on !== null || route.off !== null)) {
    refuse(
      route.on !== null ? 'on' : 'off',
      "goes with the rewrite or redirect of a gate; a parameter's value is its own target.",
    );
  }
}

/** A status of 3xx goes with a target, and one of 4xx or 5xx with none. */
function checkStatus(
  route: ValuesOf<typeof routeSchema>,
  { fields, required }: ActionRules,
  refuse: Refuse,
): number {
  const leadsElsewhere = required.includes('on') || route.off !== null;
  if (!fields.includes('status')) return route.status ?? 302;
  const status = route.status ?? (leadsElsewhere ? 302 : 403);
  if (leadsElsewhere !== status < 400) {
    refuse(
      'status',
      leadsElsewhere
        ? `is ${status}; a viewer is sent elsewhere with 301, 302, 303, 307 or 308.`
        : `is ${status}, which sends the viewer elsewhere; name the target in off.`,
    );
  }
  return status;
}

/** A target that would be refused on every request is refused here, where somebody reads it. */
function checkTargets(
  route: ValuesOf<typeof routeSchema>,
  { target: kind }: ActionRules,
  refuse: Refuse,
): void {
  for (const name of ['on', 'off', 'default'] as const) {
    const target = route[name];
    if (target === null || (name === 'default' && route.gate !== null)) continue;
    try {
      if (kind === 'path') rewriteUri(fillSplat(target, ''), '');
      if (kind === 'address') {
        redirectLocation(fillSplat(target, ''), { querystring: '' }, route.hosts);
      }
    } catch (error) {
      refuse(name, `is not valid: ${messageOf(error)}.`);
    }
  }
}
