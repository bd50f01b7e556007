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

/** A part of the rendered Terraform. */
export interface Section {
  /** The module's file that it stands in, such as `store.tf`. */
  readonly file: string;
  readonly title: string;
}

/** Puts everything that stands in the construct into a section of the rendered Terraform. */
export function section(scope: Construct, file: string, title: string): void {
  scope.node.addMetadata(SECTION, { file, title } satisfies Section);
}

/** The innermost section that the element stands in. */
export function sectionOf(element: TerraformElement): Section | undefined {
  return element.node.scopes.flatMap((scope) => metadata<Section>(scope, SECTION)).at(-1);
}

function metadata<T>(construct: Construct, type: string): T[] {
  return construct.node.metadata.filter((entry) => entry.type === type).map(({ data }) => data);
}
