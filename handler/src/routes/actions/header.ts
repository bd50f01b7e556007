import { READING_METHODS } from '../../http-names';
import type { Action } from '../action';
import { evaluate } from '../subject';
import { TargetError } from '../target';

/** What may stand in a header's value: visible ASCII and spaces, no line breaks. */
const HEADER_VALUE = /^[\x20-\x7e]{0,1783}$/;

export const header: Action<{ header: string }> = {
  subject: 'any',
  parameter: 'required',
  needsOrigin: true,
  fields: ['header'],
  required: ['header'],
  target: null,
  methods: READING_METHODS,

  decide({ route }, { request, statsig }) {
    const { value } = evaluate(route, statsig);
    if (value !== undefined) {
      request.headers[route.header] = [{ key: route.header, value: headerValue(value) }];
    }
    return request;
  },

  orElse: (_reason, _matched, request) => request,
};

function headerValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (!HEADER_VALUE.test(text)) {
    throw new TargetError(
      'the value has characters that may not stand in a header, or is too long',
    );
  }
  return text;
}
