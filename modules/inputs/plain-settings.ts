import { innerDocs, nestedDocs, settingsDocs, settingsFields } from '../../handler/src/settings';
import type { Docs, Field, Fields } from '../../handler/src/settings/field';
import { snakeCase } from '../terraform/names';
import { inputOf } from './from-settings';
import { attributeRules, identityRules } from './identity-rules';
import type { EntryRule, Inputs, Rule } from './input';
import { stickyExperimentsRules } from './sticky-rules';

/** Settings that the stack knows, or whose inputs have more to them: they are described one by one in statsig.ts. */
const DESCRIBED = ['clientKey', 'environment', 'stickyKeys', 'specs', 'routes'] as const;

/** Of several fields of a setting together. */
const RULES_OF_SEVERAL: Readonly<
  Record<string, { rules: readonly Rule[]; ofEach: readonly EntryRule[] }>
> = {
  identity: { rules: identityRules, ofEach: attributeRules },
  stickyExperiments: { rules: stickyExperimentsRules, ofEach: [] },
};

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
    const several = RULES_OF_SEVERAL[name];
    if (several === undefined) return [snakeCase(name), input];
    const { rules = [], entries } = input;
    return [
      snakeCase(name),
      {
        ...input,
        rules: [...rules, ...several.rules],
        ...(entries && { entries: { ...entries, rules: [...entries.rules, ...several.ofEach] } }),
      },
    ];
  }),
);

/** Each of them with its value. */
export function plainSettings(
  get: (name: PlainSetting) => unknown,
): Readonly<Record<PlainSetting, unknown>> {
  const values = names.map((name) => [name, get(name)]);
  return Object.fromEntries(values) as Record<PlainSetting, unknown>;
}
