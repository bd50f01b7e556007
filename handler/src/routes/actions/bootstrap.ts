/**
 * What Statsig's browser SDK starts from without a network call (`client.dataAdapter.setData`).
 * @see https://docs.statsig.com/client/javascript-sdk/init-strategies
 */

import type { CloudFrontResult } from '../../cloudfront';
import { READING_METHODS } from '../../http-names';
import { keysOf, NAME_LISTS } from '../../specs/names';
import type { Action } from '../action';
import { compressed } from '../compressed';
import { type Failure, json, tooLarge } from '../json';

export const bootstrap: Action = {
  subject: 'all',
  parameter: 'none',
  needsOrigin: false,
  fields: NAME_LISTS,
  required: [],
  target: null,
  methods: READING_METHODS,

  decide({ route }, { snapshot, statsig, request, log }) {
    if (snapshot === null) return unavailable('no_specs');
    const values = statsig.browserValues(keysOf(route));
    if (values === null) return unavailable('failed');
    const answer = json('200', JSON.stringify(values), 'private, no-store');
    const tooMuch = tooLarge(answer.body);
    if (tooMuch === null) return answer;
    const fitting = compressed(answer, request.headers);
    if (fitting !== null) return fitting;
    log('error', 'A bootstrap is too large', {
      route: route.path,
      reason: `${tooMuch}. Name what the page uses in the route's ${NAME_LISTS.join(', ')}, or give this client key a target app in the Statsig console, so that it gets only the gates it uses`,
    });
    return unavailable('too_large');
  },

  orElse: () => unavailable('failed'),
};

/** The browser SDK then starts from its cache or its own request. */
function unavailable(error: Failure): CloudFrontResult {
  return json('500', JSON.stringify({ has_updates: false, error }), 'private, no-store');
}
