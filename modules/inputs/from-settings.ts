/** Inputs that are settings of the handler: their types, descriptions and validations come from its fields. */
import type { Docs, Field, Fields, Letters, Nested, Shape } from '../../handler/src/settings/field';
import { snakeCase } from '../terraform/names';
import { quoted, regex } from './check';
import type { Entries, Input, Rule } from './input';
import {
  bool,
  type Default,
  list,
  number,
  type ObjectType,
  object,
  type Type,
  text,
  texts,
} from './type';

/**
 * @param name What the generated TypeScript interface is called.
 * @param nested Of the objects among its fields.
 */
export function objectOf<F extends Fields>(
  name: string,
  fields: F,
  docs: Docs<F>,
  nested: Nested = {},
): ObjectType {
  const attributes = Object.entries(fields).map(([field, { type, default: byDefault }]) => [
    snakeCase(field),
    {
      type: typeOf(field, type, nested),
      description: (docs as Docs<Fields>)[field],
      // A list of the handler's own stays there, because it may depend on the other fields.
      default: Array.isArray(byDefault) ? null : (byDefault as Default),
    },
  ]);
  return object(name, Object.fromEntries(attributes));
}

function typeOf(name: string, type: Field['type'], nested: Nested): Type {
  switch (type.kind) {
    case 'text':
    case 'json':
      return text;
    case 'boolean':
      return bool;
    case 'number':
      return number;
    case 'choice':
      return type.words.every((word) => typeof word === 'number') ? number : text;
    case 'texts':
      return texts;
    case 'object':
      return objectOf(typeName(name), type.fields, nested[name]?.docs ?? {});
    case 'objects':
      return list(objectOf(typeName(name), type.fields, nested[name]?.docs ?? {}));
  }
}

function typeName(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
}

/** The input that is one setting, whether an object or not. */
export function inputOf(
  name: string,
  field: Field,
  description: string,
  inner: Docs<Fields>,
  nested: Nested = {},
): Input {
  const { type, default: byDefault } = field;
  if (type.kind === 'object') {
    const entries = entriesOf(type.fields, nested);
    return {
      type: objectOf(typeName(name), type.fields, inner, nested),
      description,
      default: {},
      rules: objectRules(type.fields, nested),
      ...(entries && { entries }),
    };
  }
  const rules = fieldRules(snakeCase(name), field);
  return {
    type: typeOf(name, type, nested),
    description,
    default: byDefault as Default,
    ...(rules.length > 0 && { rules }),
  };
}

/** The rules of an object, each with an object that it refuses. */
export function objectRules(fields: Fields, nested: Nested = {}): Rule[] {
  return rulesOf(fields, nested).map(({ attribute, refuses, ...rule }) => ({
    ...rule,
    refuses: { [attribute]: refuses },
  }));
}

/** A rule about one attribute, and a value of the attribute that it alone refuses. */
export interface AttributeRule extends Rule {
  readonly attribute: string;
  readonly refuses: unknown;
}

/**
 * What each attribute has to be by itself, as the handler asks (handler/src/settings/parse.ts). Plain values the handler
 * itself is asked about: see check-settings.ts.
 */
export function rulesOf(fields: Fields, nested: Nested = {}): AttributeRule[] {
  const rules = Object.entries(fields).flatMap(([name, field]) => {
    const attribute = snakeCase(name);
    const rules =
      field.type.kind === 'object'
        ? nestedRules(field.type.fields, nested[name]?.example ?? {})
        : fieldRules(attribute, field);
    return rules.map(({ hcl, ...rule }) => ({
      ...rule,
      attribute,
      hcl: (it: string) => {
        const value = `${it}.${attribute}`;
        const mayBeNull = field.default === null || Array.isArray(field.default);
        return mayBeNull ? `${value} == null ? true : ${hcl(value)}` : hcl(value);
      },
    }));
  });
  return [...rules, ...notEmpty(fields)];
}

type ValueRule = Omit<AttributeRule, 'attribute'>;

/** Of an object in an object. */
function nestedRules(fields: Fields, example: object): ValueRule[] {
  return rulesOf(fields).map(({ attribute, refuses, ...rule }) => ({
    ...rule,
    refuses: { ...example, [attribute]: refuses },
  }));
}

/** Of the objects in the list that an object has, if it has one. */
function entriesOf(fields: Fields, nested: Nested): Entries | undefined {
  for (const [name, { type }] of Object.entries(fields)) {
    if (type.kind !== 'objects') continue;
    const attribute = snakeCase(name);
    const rules = nestedRules(type.fields, nested[name]?.example ?? {});
    return {
      name: attribute.replace(/s$/, ''),
      attribute,
      rules: rules.map((rule) => ({ ...rule, refuses: { [attribute]: [rule.refuses] } })),
    };
  }
  return undefined;
}

function fieldRules(attribute: string, { type }: Field): ValueRule[] {
  switch (type.kind) {
    case 'choice':
      return [
        {
          hcl: (it) => `contains([${quoted(type.words)}], ${it})`,
          message: `The ${attribute} must be one of ${type.words.join(', ')}.`,
          refuses: typeof type.words[0] === 'number' ? 300 : 'unknown',
        },
      ];
    case 'number':
      return [
        {
          hcl: (it) => `${it} >= ${type.min} && ${it} <= ${type.max}`,
          message: `The ${attribute} must be a number from ${type.min} to ${type.max}.`,
          refuses: type.max + 1,
        },
      ];
    case 'text':
      return type.shapes.map((shape) => shapeRule(attribute, shape, type.letters));
    case 'texts': {
      const { hcl, message, refuses } = shapeRule(attribute, type.shape, type.letters);
      return [
        {
          hcl: (it) => `alltrue([for entry in ${it} : ${hcl('entry')}])`,
          message: message.replace('The', 'One of the'),
          refuses: [refuses],
        },
      ];
    }
    default:
      return [];
  }
}

function shapeRule(attribute: string, shape: Shape, letters: Letters | undefined): ValueRule {
  const { refuses } = shape;
  if ('matches' in shape) {
    return {
      hcl: (it) => regex(shape.matches, inLetters(it, letters)),
      message: `The ${attribute} is not valid: ${shape.message}.`,
      refuses,
    };
  }
  const { reserved, reservedPrefixes } = shape;
  return {
    hcl: (it) =>
      [
        reserved.length > 0 && `!contains([${quoted(reserved)}], ${inLetters(it, letters)})`,
        reservedPrefixes.length > 0 &&
          `!can(regex("^(${reservedPrefixes.join('|')})", ${inLetters(it, letters)}))`,
      ]
        .filter(Boolean)
        .join(' && '),
    message: `The ${attribute} is one that ${shape.message}.`,
    refuses,
  };
}

function inLetters(it: string, letters: Letters | undefined): string {
  return letters === undefined ? it : `${letters}(${it})`;
}

/** Texts that may be anything are still not empty, and need no more than one rule together. */
function notEmpty(fields: Fields): AttributeRule[] {
  const names = Object.entries(fields)
    .filter(([, { type }]) => type.kind === 'text' && type.shapes.length === 0)
    .map(([name]) => snakeCase(name));
  const [attribute] = names;
  if (attribute === undefined) return [];
  return [
    {
      attribute,
      refuses: '',
      hcl: (it) => {
        const values = names.map((name) => `${it}.${name}`).join(', ');
        return `!contains([for text in [${values}] : text == null ? "left out" : text], "")`;
      },
      message: `None of ${names.join(', ')} may be an empty string: leave it out instead.`,
    },
  ];
}
