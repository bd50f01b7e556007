import { innerDocs, nestedDocs, settingsDocs, settingsFields } from '../../handler/src/settings';
import type { Docs, Field, Fields } from '../../handler/src/settings/field';
import { snakeCase } from '../terraform/names';
import { inputOf } from './from-settings';
import { identityRules } from './identity-rules';
import type { Inputs, Rule } from './input';

/** Settings that the stack knows, or whose inputs have more to them: they are described one by one in statsig.ts. */
const DESCRIBED = ['clientKey', 'environment', 'specs', 'routes'] as const;

/** Of several fields of a setting together. */
const RULES_OF_SEVERAL: Readonly<Record<string, readonly Rule[]>> = { identity: identityRules };

/** A setting that is an input of the same name, with nothing to add. */
type PlainSetting = Exclude<keyof typeof settingsFields, (typeof DESCRIBED)[number]>;

const names = Object.keys(settingsFields).filter(
  (name) => !(DESCRIBED as readonly string[]).includes(name),
) as PlainSetting[];

export const plainInputs: Inputs = Object.fromEntries(
  names.map((name) => {
    const field: Field = settingsFields[name];
    const inner = (innerDocs as Readonly<Record<string, Docs<Fields>>>)[name] ?? {};
    const input = inputOf(name, field, settingsDocs[name], inner, nestedDocs[name]);
    const rules = [...(input.rules ?? []), ...(RULES_OF_SEVERAL[name] ?? [])];
    return [snakeCase(name), rules.length === 0 ? input : { ...input, rules }];
  }),
);

/** Each of them with its value. */
export function plainSettings(
  get: (name: PlainSetting) => unknown,
): Readonly<Record<PlainSetting, unknown>> {
  const values = names.map((name) => [name, get(name)]);
  return Object.fromEntries(values) as Record<PlainSetting, unknown>;
}
