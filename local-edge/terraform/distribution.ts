/** A distribution as Terraform has it. */
import { type BehaviorOptions, METHOD_SETS, type MethodSet } from '../behavior';
import { EVENT_TYPES } from '../cloudfront';
import type { CustomErrorPages } from '../custom-error-page';
import { VIEWER_PROTOCOL_POLICIES } from '../viewer-protocol';
import { type Block, blockOf, blocksOf, type Resource, textsOf } from './block';
import { checkKnown } from './known';
import { cachePolicyOf, originRequestPolicyOf } from './policies';
import { resourcesIn } from './resources';
import { isExpression } from './synthesized';

export interface TerraformDistribution {
  /** Where Terraform has it. */
  address: string;
  /** In CloudFront's order, the default behavior, `*`, last. */
  behaviors: TerraformBehavior[];
  errorPages: CustomErrorPages;
  /** What `/` stands for; empty for nothing else. */
  defaultRootObject: string;
  /** Addresses of the origins, by their ids; a group has that of its first member. */
  origins: Record<string, URL>;
  /** What is in it and not simulated here, each in a line. */
  notSimulated: string[];
}

export interface TerraformBehavior extends Omit<BehaviorOptions, 'origin' | 'cloudFrontHeaders'> {
  pathPattern: string;
  originId: string;
}

const TYPE = 'aws_cloudfront_distribution';

/**
 * @param json what `terraform show -json` writes of a plan or a state, or a synthesized stack, cdk.tf.json
 * @param address of the distribution; null for the only one that calls a Lambda function
 * @throws when there is no such distribution, or a policy of its is not known; the message says what to do.
 */
export function distributionIn(json: unknown, address: string | null): TerraformDistribution {
  const resources = resourcesIn(json);
  const { address: found, values } = chosen(resources, address);
  checkKnown(found, values);
  const behaviors = [
    ...blocksOf(values, 'ordered_cache_behavior'),
    ...blocksOf(values, 'default_cache_behavior'),
  ];
  const origins = originsOf(values);
  return {
    address: found,
    behaviors: behaviors.map((behavior) => behaviorOf(behavior, resources)),
    errorPages: errorPagesOf(values),
    defaultRootObject: String(values.default_root_object ?? ''),
    origins,
    notSimulated: notSimulated(values, behaviors),
  };
}

function chosen(resources: readonly Resource[], address: string | null): Resource {
  const all = resources.filter(({ type }) => type === TYPE);
  const fitting = all.filter((one) =>
    address === null ? callsFunction(one.values) : one.address === address,
  );
  const [only, another] = fitting;
  if (only !== undefined && another === undefined) return only;
  const addresses = all.map((one) => one.address).join(', ') || 'none';
  throw new Error(
    address !== null
      ? `it has no ${TYPE} at ${address}; it has: ${addresses}.`
      : only === undefined
        ? `no ${TYPE} in it calls a Lambda function; it has: ${addresses}.`
        : `several distributions in it call a Lambda function; name one after a #: ${addresses}.`,
  );
}

function callsFunction(values: Block): boolean {
  return [
    ...blocksOf(values, 'default_cache_behavior'),
    ...blocksOf(values, 'ordered_cache_behavior'),
  ].some(
    (behavior) =>
      blocksOf(behavior, 'lambda_function_association').length > 0 ||
      isExpression(behavior.lambda_function_association),
  );
}

function behaviorOf(behavior: Block, resources: readonly Resource[]): TerraformBehavior {
  const associations = blocksOf(behavior, 'lambda_function_association');
  return {
    pathPattern: String(behavior.path_pattern ?? '*'),
    originId: String(behavior.target_origin_id),
    methods: methodSetOf(textsOf(behavior, 'allowed_methods')),
    events: EVENT_TYPES.filter((event) =>
      associations.some(({ event_type }) => event_type === event),
    ),
    includeBody: associations.some(({ include_body }) => include_body === true),
    viewerProtocolPolicy:
      VIEWER_PROTOCOL_POLICIES.find((policy) => policy === behavior.viewer_protocol_policy) ??
      'allow-all',
    cachePolicy: cachePolicyOf(behavior, resources),
    originRequestPolicy: originRequestPolicyOf(behavior, resources),
  };
}

/** CloudFront takes no other sets than these three. */
function methodSetOf(allowed: string[]): MethodSet {
  const names = Object.keys(METHOD_SETS) as MethodSet[];
  return names.find((name) => METHOD_SETS[name].length === allowed.length) ?? 'reading';
}

function errorPagesOf(values: Block): CustomErrorPages {
  return Object.fromEntries(
    blocksOf(values, 'custom_error_response')
      .filter(({ response_page_path: path }) => typeof path === 'string' && path !== '')
      .map(({ error_code, response_page_path, response_code }) => [
        Number(error_code),
        {
          path: String(response_page_path),
          ...(Number(response_code) > 0 && { status: Number(response_code) }),
        },
      ]),
  );
}

function originsOf(values: Block): Record<string, URL> {
  const origins = Object.fromEntries(
    blocksOf(values, 'origin').map((origin) => [String(origin.origin_id), addressOf(origin)]),
  );
  const groups = blocksOf(values, 'origin_group').flatMap((group) => {
    const first = origins[String(blockOf(group, 'member')?.origin_id)];
    return first === undefined ? [] : [[String(group.origin_id), first] as const];
  });
  return { ...origins, ...Object.fromEntries(groups) };
}

function addressOf(origin: Block): URL {
  const custom = blockOf(origin, 'custom_origin_config');
  const isHttp = custom?.origin_protocol_policy === 'http-only';
  const port = isHttp ? Number(custom?.http_port ?? 80) : Number(custom?.https_port ?? 443);
  // Before the apply, AWS has not named a bucket's or a VPC's address yet.
  const isKnown = typeof origin.domain_name === 'string' && !isExpression(origin.domain_name);
  const domain = isKnown ? origin.domain_name : 'not-known-before-the-apply.invalid';
  const path = String(origin.origin_path ?? '');
  return new URL(`${isHttp ? 'http' : 'https'}://${domain}:${port}${path || '/'}`);
}

function notSimulated(values: Block, behaviors: Block[]): string[] {
  const functions = behaviors.flatMap((behavior) =>
    blocksOf(behavior, 'lambda_function_association').map(({ lambda_arn }) => lambda_arn),
  );
  const has = (name: string) => behaviors.some((behavior) => blocksOf(behavior, name).length > 0);
  return [
    ...(has('function_association') ? ['CloudFront Functions do not run'] : []),
    ...(new Set(functions).size > 1
      ? ['one function runs for every event, though several are associated']
      : []),
    ...(behaviors.some((behavior) => textsOf(behavior, 'trusted_key_groups').length > 0)
      ? ['signed URLs and cookies are not asked for']
      : []),
    ...(blocksOf(values, 'origin_group').length > 0
      ? ['an origin group asks its first member only']
      : []),
    ...(values.web_acl_id ? ['no web ACL inspects requests'] : []),
  ];
}
