import type { StatsigEdgeInputs } from '../statsig-edge-inputs';
import { isExpression } from '../terraform/expression';
import { camelCase } from '../terraform/names';
import { inputs } from './index';
import type { Input } from './input';
import type { Type } from './type';

/** The inputs with every default in its place. */
export type ResolvedInputs = Required<StatsigEdgeInputs>;

/** An input that cannot work. The message names it, says what is wrong and what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/**
 * Fills in the defaults, and checks what is known at synth; what Terraform decides, the variable's validation checks.
 * @throws {InputError}
 */
export function resolveInputs(properties: StatsigEdgeInputs): ResolvedInputs {
  const given = properties as unknown as Record<string, unknown>;
  const resolved = Object.entries(inputs).map(([name, input]) => {
    const property = camelCase(name);
    const value = given[property] ?? input.default;
    if (value === undefined) throw new InputError(`${property} is missing. ${input.description}`);
    if (value !== null && !isExpression(value)) check(property, value, input);
    return [property, withFieldDefaults(value, input.type)];
  });
  return Object.fromEntries(resolved) as ResolvedInputs;
}

/** As Terraform's `optional(type, default)` does for a variable. */
function withFieldDefaults(value: unknown, type: Type): unknown {
  if (value === null || value === undefined || isExpression(value)) return value;
  if (type.kind === 'list')
    return (value as unknown[]).map((entry) => withFieldDefaults(entry, type.of));
  if (type.kind === 'map')
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, withFieldDefaults(entry, type.of)]),
    );
  if (type.kind !== 'object') return value;
  const given = value as Record<string, unknown>;
  const fields = Object.entries(type.fields).map(([name, field]) => {
    const property = camelCase(name);
    return [property, withFieldDefaults(given[property] ?? field.default, field.type)];
  });
  return { ...given, ...Object.fromEntries(fields) };
}

function check(property: string, value: unknown, input: Input): void {
  try {
    input.check?.(value as never);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    // Without the value: it may be a secret that was given by mistake.
    throw new InputError(`${property}: ${problem}`, { cause: error });
  }
  const broken = input.rules?.find((rule) => rule.holds?.(value as never) === false);
  if (broken !== undefined) {
    const given = input.sensitive ? 'is not valid' : `is ${JSON.stringify(value)}`;
    throw new InputError(`${property} ${given}. ${broken.message}`);
  }
  checkEntries(property, value, input);
}

function checkEntries(property: string, value: unknown, { entries, type }: Input): void {
  if (entries === undefined || entries.attribute !== undefined) return;
  for (const [key, entry] of Object.entries(value as object)) {
    if (isExpression(entry)) continue;
    const broken = entries.rules.find((rule) => rule.holds?.(entry as never, key) === false);
    if (broken === undefined) continue;
    const place = type.kind === 'map' ? `${property}.${key}` : `${property}[${key}]`;
    throw new InputError(`${place} is ${JSON.stringify(entry)}. ${broken.message}`);
  }
}
