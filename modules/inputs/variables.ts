import { type TerraformStack, TerraformVariable } from 'cdktf';
import type { StatsigEdgeInputs } from '../statsig-edge-inputs';
import { camelCase } from '../terraform/names';
import { inputs } from './index';
import type { Input, Rule } from './input';
import { terraformType } from './type';

/**
 * Declares every input as a Terraform variable of the stack, and gives them as properties for the constructs, each a
 * reference that Terraform resolves.
 *
 * @param defaults Defaults of this stack, by the input's name in Terraform, where they differ from the list's.
 */
export function declareVariables(
  stack: TerraformStack,
  defaults: Readonly<Record<string, unknown>> = {},
): StatsigEdgeInputs {
  const properties = Object.entries(inputs).map(([name, input]) => {
    const byDefault = name in defaults ? defaults[name] : input.default;
    return [camelCase(name), reference(declareVariable(stack, name, input, byDefault), input)];
  });
  return Object.fromEntries(properties) as StatsigEdgeInputs;
}

function declareVariable(
  stack: TerraformStack,
  name: string,
  input: Input,
  byDefault: unknown,
): TerraformVariable {
  const variable = new TerraformVariable(stack, `var-${name}`, {
    type: terraformType(input.type),
    description: input.description,
    default: byDefault ?? undefined,
    sensitive: input.sensitive,
    // What may be left out may be null, as Terraform has it unless told otherwise.
    nullable: input.default === null ? undefined : false,
    validation: input.rules?.map((rule) => ({
      condition: `\${${condition(rule, name, input)}}`,
      errorMessage: rule.message,
    })),
  });
  // CDKTF fails on a default of null.
  if (byDefault === null) variable.addOverride('default', null);
  variable.overrideLogicalId(name);
  return variable;
}

/** Terraform up to 1.11 looks at both sides of `||`, so that null is kept from the rule by `? :`. */
function condition(rule: Rule, name: string, input: Input): string {
  const variable = `var.${name}`;
  const held = rule.hcl(variable);
  return input.default === null ? `${variable} == null ? true : ${held}` : held;
}

/** The kind of reference that the property's TypeScript type asks for. */
function reference(variable: TerraformVariable, input: Input): unknown {
  switch (input.type.kind) {
    case 'string':
      return variable.stringValue;
    case 'number':
      return variable.numberValue;
    case 'list':
      return input.type.of.kind === 'string' ? variable.listValue : variable.value;
    default:
      return variable.value;
  }
}
