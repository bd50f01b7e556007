import type { PolicyIds } from '../managed-policies';
import { isExpression } from '../terraform/expression';

/** How a policy of CloudFront can be named: by the name of one that AWS manages, or by its ID. */
export class PolicyNames {
  readonly pattern: RegExp;
  /** For a message. */
  readonly listed: string;

  constructor(managed: PolicyIds) {
    const names = Object.keys(managed);
    this.pattern = new RegExp(
      `^(${names.join('|')}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$`,
    );
    this.listed = `the ID of a policy or one of ${names.join(', ')}`;
  }

  /** Null is for a policy that is left out. */
  includes(policy: string | null): boolean {
    return policy === null || isExpression(policy) || this.pattern.test(policy);
  }

  /** The same in Terraform. */
  includesHcl(policy: string): string {
    return `${policy} == null ? true : can(regex(${JSON.stringify(this.pattern.source)}, ${policy}))`;
  }
}
