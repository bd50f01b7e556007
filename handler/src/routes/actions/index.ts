/** The actions, by the name that a route gives. `modules/` takes its lists from here, too. */
import type { Action, ActionDoc } from '../action';
import { block } from './block';
import { bootstrap } from './bootstrap';
import { header } from './header';
import { pass } from './pass';
import { redirect } from './redirect';
import { respond } from './respond';
import { rewrite } from './rewrite';

export const actions = {
  respond,
  header,
  rewrite,
  redirect,
  block,
  bootstrap,
  pass,
} satisfies Record<string, Action>;

export type Actions = typeof actions;
export type ActionName = keyof Actions;

export const ACTION_NAMES = Object.keys(actions) as ActionName[];

export const actionDocs: Readonly<Record<ActionName, ActionDoc>> = {
  respond: {
    description: "answers with the JSON of Statsig's guide",
    example: { gate: 'new_home' },
  },
  header: {
    description: 'puts the value into a request header for the origin',
    example: { gate: 'new_home', header: 'x-my-variant' },
  },
  rewrite: {
    description: 'asks the origin, and the cache, for another path',
    example: { gate: 'new_home', on: '/new/index.html' },
  },
  redirect: {
    description: 'sends the viewer to another address',
    example: { gate: 'new_home', on: '/new' },
  },
  block: {
    description: 'lets requests pass when the gate is on, and refuses them when it is off',
    example: { gate: 'new_home' },
  },
  bootstrap: { description: "answers with what Statsig's browser SDK starts from", example: {} },
  pass: { description: 'leaves requests alone', example: {} },
};
