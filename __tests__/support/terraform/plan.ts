import { isDeepStrictEqual } from 'node:util';

/** A part of what `terraform show -json` says of a plan. */
export interface Plan {
  resource_changes: ResourceChange[];
  output_changes: Record<string, { actions: string[] }>;
}

export interface ResourceChange {
  address: string;
  type: string;
  change: {
    actions: string[];
    before: Attributes | null;
    /** Without what is known only after the apply. */
    after: Attributes | null;
  };
}

type Attributes = Record<string, unknown>;

/** Resources that a plan would touch. Data sources that are read anew are no change. */
export const proposedChanges = ({ resource_changes }: Plan): ResourceChange[] =>
  resource_changes.filter(({ change: { actions } }) => !['no-op', 'read'].includes(actions.join()));

/** What moto 5.2 does not keep of a distribution and a function, or makes up, by the name that Terraform has for it. */
const FORGOTTEN = new Set([
  'lambda_function_association',
  'function_association',
  'origin_access_control_id',
  'forwarded_values',
  'cloudfront_default_certificate',
  'ssl_support_method',
  'logging_config',
]);

/** Attributes as they are, without what moto is known to forget. */
const withoutForgotten = (attributes: unknown): unknown =>
  JSON.parse(
    JSON.stringify(attributes, (name, value) => (FORGOTTEN.has(name) ? undefined : value)),
  );

/** The attributes that an update would set to another known value, without what moto is known to forget. */
export const differingAttributes = ({ change: { before, after } }: ResourceChange): string[] => {
  const [then, now] = [before, after].map((attributes) => withoutForgotten(attributes) ?? {});
  return Object.entries(now as Attributes)
    .filter(([name, value]) => !isDeepStrictEqual(value, (then as Attributes)[name]))
    .map(([name]) => name);
};
