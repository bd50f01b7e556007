import { READING_METHODS } from '../../http-names';
import type { Action } from '../action';
import { evaluate } from '../subject';
import { rewriteUri, targetOf } from '../target';

export const rewrite: Action = {
  subject: 'any',
  parameter: 'required',
  needsOrigin: true,
  fields: ['on', 'off'],
  required: ['on', 'off'],
  target: 'path',
  methods: READING_METHODS,

  decide({ route, splat }, { request, statsig }) {
    const target = targetOf(route, splat, evaluate(route, statsig));
    if (target !== null) request.uri = rewriteUri(target, request.querystring);
    return request;
  },

  orElse: (_reason, _matched, request) => request,
};
