/** The policies of a behavior, by their ids: AWS's own, and those among the resources. */
import {
  CACHE_POLICIES,
  CACHE_POLICY_IDS,
  type CachePolicy,
  NO_ORIGIN_REQUEST_POLICY,
  ORIGIN_REQUEST_POLICIES,
  ORIGIN_REQUEST_POLICY_IDS,
  type OriginRequestPolicy,
  type Selection,
} from '../policies';
import { type Block, blockOf, type Resource, textsOf } from './block';
import { checkKnown, GIVE_A_PLAN } from './known';
import { isExpression } from './synthesized';

/** @throws when it cannot be told which policy it is. */
export function cachePolicyOf(behavior: Block, resources: readonly Resource[]): CachePolicy {
  const id = behavior.cache_policy_id;
  const name = CACHE_POLICY_IDS.get(String(id));
  if (name !== undefined) return CACHE_POLICIES[name];
  const values = policyAmong(resources, 'aws_cloudfront_cache_policy', id);
  const parameters = blockOf(values, 'parameters_in_cache_key_and_forwarded_to_origin') ?? {};
  return {
    minTtl: Number(values.min_ttl ?? 0),
    defaultTtl: Number(values.default_ttl ?? 86_400),
    maxTtl: Number(values.max_ttl ?? 31_536_000),
    gzip: parameters.enable_accept_encoding_gzip === true,
    brotli: parameters.enable_accept_encoding_brotli === true,
    ...selectionsOf(parameters),
  };
}

/** @throws when it cannot be told which policy it is. */
export function originRequestPolicyOf(
  behavior: Block,
  resources: readonly Resource[],
): OriginRequestPolicy {
  const id = behavior.origin_request_policy_id;
  const type = 'aws_cloudfront_origin_request_policy';
  const isUnknown =
    id === undefined && resources.some((one) => one.type === type && one.values.id === undefined);
  if (id === '' || id === null || (id === undefined && !isUnknown)) return NO_ORIGIN_REQUEST_POLICY;
  const name = ORIGIN_REQUEST_POLICY_IDS.get(String(id));
  if (name !== undefined) return ORIGIN_REQUEST_POLICIES[name];
  return selectionsOf(policyAmong(resources, type, id));
}

/** In a plan of a policy that is yet to be made nobody knows its id; then it is the one that there is. */
function policyAmong(resources: readonly Resource[], type: string, id: unknown): Block {
  const all = resources.filter((resource) => resource.type === type);
  const found =
    id === undefined ? (all.length === 1 ? all : []) : all.filter(({ values }) => values.id === id);
  const [policy] = found;
  if (policy !== undefined) {
    checkKnown(policy.address, policy.values);
    return policy.values;
  }
  if (isExpression(id)) {
    throw new Error(
      `a behavior has the ${type} ${id}, which a synthesized stack does not know. ${GIVE_A_PLAN}`,
    );
  }
  const which =
    id === undefined ? 'is not known before the apply' : `${id} is not among its resources`;
  throw new Error(
    `the ${type} of a behavior ${which}: give it the state after the apply, with the policy in it.`,
  );
}

function selectionsOf(block: Block): OriginRequestPolicy {
  return {
    headers: lowered(selectionOf(block, 'header', 'headers')),
    cookies: selectionOf(block, 'cookie', 'cookies'),
    queryStrings: selectionOf(block, 'query_string', 'query_strings'),
  };
}

function selectionOf(block: Block, one: string, many: string): Selection {
  const config = blockOf(block, `${many}_config`) ?? {};
  const names = textsOf(blockOf(config, many), 'items');
  switch (config[`${one}_behavior`]) {
    case 'whitelist':
      return { kind: 'these', names };
    case 'allExcept':
      return { kind: 'allExcept', names };
    case 'all':
    case 'allViewer':
    case 'allViewerAndWhitelistCloudFront':
      return { kind: 'all' };
    default:
      return { kind: 'none' };
  }
}

function lowered(selection: Selection): Selection {
  if (!('names' in selection)) return selection;
  return { ...selection, names: selection.names.map((name) => name.toLowerCase()) };
}
