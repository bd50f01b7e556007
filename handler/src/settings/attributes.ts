/** Fields of the Statsig user that a request carries. */
import { choice, type Docs, text, type ValuesOf } from './field';
import { ATTRIBUTE, ID_OF_THE_COOKIE, NAME } from './shapes';

/** Where an attribute can stand: the first have names, of which one is the `key`. */
export const KEYED_SOURCES = ['header', 'cookie', 'query', 'claim'] as const;
export const KEYLESS_SOURCES = ['acceptLanguage', 'path', 'host'] as const;
const SOURCES = [...KEYED_SOURCES, ...KEYLESS_SOURCES] as const;
const TYPES = ['text', 'number', 'boolean', 'list'] as const;

export const attributeFields = {
  name: text({ shapes: [ATTRIBUTE, ID_OF_THE_COOKIE] }),
  from: choice(SOURCES),
  key: text({ default: null, shapes: [NAME] }),
  type: choice(TYPES, 'text'),
};

export const attributeDocs: Docs<typeof attributeFields> = {
  name: 'Field of the Statsig user: `email`, `locale`, `appVersion`, or one of `custom`, `privateAttributes` and `customIDs`, such as `custom.plan`.',
  from: "Where it stands: a `header`, a `cookie`, a parameter of the `query`, or a `claim` of the verified token, each by its `key`; or `acceptLanguage` (the language that the visitor likes best, such as `sv-SE`), the request's `path` or its `host`. What is no claim a viewer can write anything into.",
  key: 'Name of the header, cookie, parameter or claim.',
  type: 'What it is: `text`, `number`, `boolean` (`true` or `false`) or `list` (texts with commas between them, or a list in a claim). What is another, or longer than 1,000 characters, is left out, and the log says so.',
};

export type AttributeSettings = ValuesOf<typeof attributeFields>;
export type AttributeSource = AttributeSettings['from'];

/** For documentation and tests. */
export const attributeExample = { name: 'custom.plan', from: 'cookie', key: 'plan' };
