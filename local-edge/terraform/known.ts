/** What has to be known of a distribution, and of its policies, before it can be simulated. */
import { type Block, isBlock } from './block';
import { DYNAMIC, isExpression } from './synthesized';

/** What is read of them: attributes, and blocks to look into. */
const READ: ReadonlySet<string> = new Set([
  ...[
    'count',
    'for_each',
    'default_root_object',
    'default_cache_behavior',
    'ordered_cache_behavior',
  ],
  ...['path_pattern', 'target_origin_id', 'allowed_methods', 'viewer_protocol_policy', 'compress'],
  ...['lambda_function_association', 'event_type', 'include_body'],
  ...['custom_error_response', 'error_code', 'response_code', 'response_page_path'],
  ...['origin', 'origin_id', 'origin_path', 'custom_origin_config', 'origin_protocol_policy'],
  ...['http_port', 'https_port', 'origin_group', 'member'],
  ...['min_ttl', 'default_ttl', 'max_ttl', 'parameters_in_cache_key_and_forwarded_to_origin'],
  ...['enable_accept_encoding_gzip', 'enable_accept_encoding_brotli', 'headers_config'],
  ...['header_behavior', 'headers', 'cookies_config', 'cookie_behavior', 'cookies'],
  ...['query_strings_config', 'query_string_behavior', 'query_strings', 'items'],
]);

/** What to do where an expression is in the way. */
export const GIVE_A_PLAN =
  'Give the plan instead: terraform plan -out=tfplan && terraform show -json tfplan > plan.json.';

/** @throws when what is read of the resource is an expression, which a plan alone knows. */
export function checkKnown(address: string, values: Block): void {
  const [unknown] = expressionsIn(values, '');
  if (unknown === undefined) return;
  throw new Error(
    `${address} has ${unknown}, which a synthesized stack does not know. ${GIVE_A_PLAN}`,
  );
}

function expressionsIn(value: unknown, path: string): string[] {
  if (isExpression(value)) {
    return [value === DYNAMIC ? `dynamic blocks ${path}` : `${path} = ${value}`];
  }
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => expressionsIn(one, `${path}[${index}]`));
  }
  if (!isBlock(value)) return [];
  return Object.entries(value)
    .filter(([name]) => READ.has(name))
    .flatMap(([name, one]) => expressionsIn(one, path === '' ? name : `${path}.${name}`));
}
