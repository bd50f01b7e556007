import type { PolicyIds } from '../managed-policies';

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
}
