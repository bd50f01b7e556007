/**
 * Resources of a synthesized stack, `cdk.tf.json`, as far as their values are known before a plan: those that are
 * written out, and references to policies beside them. Everything else is an expression, a text that has `${…}` in it.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
import { CACHE_POLICY_IDS, ORIGIN_REQUEST_POLICY_IDS } from '../policies';
import { type Block, isBlock, type Resource } from './block';

export function synthesizedResources({ resource, data }: Block): Resource[] {
  const managed = managedPolicies(data);
  return byType(resource).map(({ type, name, values }) => ({
    address: `${type}.${name}`,
    type,
    values: {
      ...(inForm(values, managed) as Block),
      // What refers to it says the same.
      id: `\${${type}.${name}.id}`,
    },
  }));
}

/** Whether only Terraform knows what it is. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.includes('${');
}

/** In the place of blocks that a `dynamic` makes. */
export const DYNAMIC = '${dynamic}';

/** Blocks that a `dynamic` makes are an expression; references to AWS's own policies are their ids. */
function inForm(value: unknown, managed: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return managed.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => inForm(one, managed));
  if (!isBlock(value)) return value;
  const { dynamic, ...written } = value;
  const made = isBlock(dynamic) ? Object.keys(dynamic).map((name) => [name, DYNAMIC]) : [];
  return {
    ...Object.fromEntries(
      Object.entries(written).map(([name, one]) => [name, inForm(one, managed)]),
    ),
    ...Object.fromEntries(made),
  };
}

/** From what refers to one of AWS's own policies, by a data source with its name, to its id. */
function managedPolicies(data: unknown): Map<string, string> {
  const ids = {
    aws_cloudfront_cache_policy: CACHE_POLICY_IDS,
    aws_cloudfront_origin_request_policy: ORIGIN_REQUEST_POLICY_IDS,
  };
  return new Map(
    byType(data).flatMap(({ type, name, values }) => {
      const policy = String(values.name).replace(/^Managed-/, '');
      const known = [...(ids[type as keyof typeof ids] ?? [])];
      return known
        .filter(([, own]) => own === policy)
        .map(([id]) => [`\${data.${type}.${name}.id}`, id] as const);
    }),
  );
}

function byType(kinds: unknown): { type: string; name: string; values: Block }[] {
  if (!isBlock(kinds)) return [];
  return Object.entries(kinds).flatMap(([type, named]) =>
    Object.entries(isBlock(named) ? named : {}).flatMap(([name, values]) =>
      isBlock(values) ? [{ type, name, values }] : [],
    ),
  );
}
