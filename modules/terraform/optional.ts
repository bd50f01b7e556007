import { type IResolvable, type TerraformDataSource, type TerraformResource, Token } from 'cdktf';
import type { Condition } from './condition';
import { explain, type Reasons } from './explain';
import { bare, hcl } from './expression';

/** The one meta-argument by which Terraform leaves a resource out. */
export interface Count {
  readonly count?: number;
}

/**
 * A resource, or data source, that is there or not: left out at synth where the condition is known, `count` where
 * Terraform decides.
 */
export class Optional<T extends TerraformResource | TerraformDataSource> {
  readonly #element: T | null;
  readonly #counted: boolean;

  constructor(condition: Condition, make: (meta: Count) => T) {
    this.#counted = typeof condition !== 'boolean';
    this.#element =
      condition === false ? null : make(this.#counted ? { count: countOf(condition) } : {});
  }

  /** Says why the resource is as it is: see {@link explain}. */
  because(reasons: Reasons): this {
    if (this.#element !== null) explain(this.#element, reasons);
    return this;
  }

  /** The resource, where it may be there: for `dependsOn`. */
  get elements(): T[] {
    return this.#element === null ? [] : [this.#element];
  }

  /**
   * An attribute, by its name in Terraform. To be asked only where the resource is there.
   * @throws {Error} when it is known at synth that it is not.
   */
  get(attribute: string): string {
    if (this.#element === null) {
      throw new Error(`There is no ${attribute} of a resource that the inputs leave out.`);
    }
    const path = bare(`${this.#counted ? '[0]' : ''}.${attribute}`);
    return Token.asString(hcl`${this.#element.fqn}${path}`);
  }

  /** An attribute of it, in a list that is empty where the resource is not there. */
  all(attribute: string): string[] | IResolvable {
    if (this.#element === null) return [];
    if (!this.#counted) return [this.get(attribute)];
    return hcl`${this.#element.fqn}${bare(`[*].${attribute}`)}`;
  }

  /** An attribute, or undefined (in Terraform null) where the resource is not there. */
  orNull(attribute: string): string | undefined {
    if (this.#element === null) return undefined;
    if (!this.#counted) return this.get(attribute);
    return Token.asString(hcl`one(${this.#element.fqn}${bare(`[*].${attribute}`)})`);
  }
}

function countOf(condition: Condition): number {
  return Token.asNumber(hcl`${condition} ? 1 : 0`);
}
