import { READING_METHODS } from '../../http-names';
import type { Action } from '../action';

export const pass: Action = {
  subject: 'none',
  parameter: 'none',
  needsOrigin: true,
  fields: [],
  required: [],
  target: null,
  methods: READING_METHODS,
  decide: null,
};
