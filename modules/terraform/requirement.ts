import type { Precondition } from 'cdktf';
import type { Condition } from './condition';

/** Inputs that do not go together. */
export class RequirementError extends Error {
  override readonly name = 'RequirementError';
}

/**
 * What several inputs must fulfil together, for the `precondition` of the resource that needs it. A variable's
 * validation can look at other variables only from Terraform 1.9 on.
 * @throws {RequirementError} when it is known at synth that they do not.
 */
export function requirement(condition: Condition, message: string): Precondition[] {
  if (condition === false) throw new RequirementError(message);
  return condition === true ? [] : [{ condition, errorMessage: message }];
}
