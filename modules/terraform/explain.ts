import type { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';

const REASON = 'statsig-edge:reason';
const SECTION = 'statsig-edge:section';

/** Why an argument is as it is, by its path in Terraform, such as `lifecycle.precondition`. */
export type Reasons = Readonly<Record<string, string>>;

/**
 * Says why an element is as it is, where that is not obvious. Whoever reads the rendered Terraform finds it as a
 * comment, the reason of the element as a whole (`.`) above it, the others above their arguments.
 *
 * @example
 * explain(new LambdaFunction(…), { publish: 'CloudFront takes a numbered version only, never $LATEST.' })
 */
export function explain<T extends TerraformElement>(element: T, reasons: Reasons): T {
  element.node.addMetadata(REASON, reasons);
  return element;
}

export function reasonsFor(element: TerraformElement): Reasons {
  return Object.assign({}, ...metadata(element, REASON));
}

/** Begins a section of the rendered Terraform, with everything that stands in the construct. */
export function section(scope: Construct, title: string): void {
  scope.node.addMetadata(SECTION, title);
}

/** The title of the innermost section that the element stands in. */
export function sectionOf(element: TerraformElement): string | undefined {
  return element.node.scopes.flatMap((scope) => metadata<string>(scope, SECTION)).at(-1);
}

function metadata<T>(construct: Construct, type: string): T[] {
  return construct.node.metadata.filter((entry) => entry.type === type).map(({ data }) => data);
}
