import { type IResolvable, TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import { coalesce } from './terraform/condition';
import { explain } from './terraform/explain';
import { hcl, isExpression } from './terraform/expression';

export type PolicyIds = Readonly<Record<string, string>>;

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
export const CACHE_POLICIES: PolicyIds = {
  CachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  CachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  CachingOptimizedForUncompressedObjects: 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
  UseOriginCacheControlHeaders: '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
  'UseOriginCacheControlHeaders-QueryStrings': '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
};

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
export const ORIGIN_REQUEST_POLICIES: PolicyIds = {
  AllViewer: '216adef6-5c7f-47e4-b989-5492eafa07d3',
  AllViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  'AllViewerAndCloudFrontHeaders-2022-06': '33f36d7e-f396-46d9-90e0-52428a34d9dc',
  'CORS-CustomOrigin': '59781a5b-3903-41f3-afcb-af62929ccde1',
  'CORS-S3Origin': '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf',
  HostHeaderOnly: 'bf0718e1-ba1e-49d1-88b1-f726733018ae',
  UserAgentRefererHeaders: 'acba4595-bd28-49b8-b9fe-13317c0390fa',
};

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
export const RESPONSE_HEADERS_POLICIES: PolicyIds = {
  SimpleCORS: '60669652-455b-4ae9-85a4-c4c02393f86c',
  'CORS-With-Preflight': '5cc3b908-e619-4b99-88e5-2cf7f45965bd',
  SecurityHeadersPolicy: '67f7725c-6f97-4210-82d7-5512b31e9d03',
  'CORS-and-SecurityHeadersPolicy': 'e61eb60c-9c35-4d20-a928-2b84e02af89c',
  'CORS-with-preflight-and-SecurityHeadersPolicy': 'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
};

type Policy = string | IResolvable | null | undefined;

const IDS: PolicyIds = {
  ...CACHE_POLICIES,
  ...ORIGIN_REQUEST_POLICIES,
  ...RESPONSE_HEADERS_POLICIES,
};

/** AWS's managed policies by name, so that nobody has to write down their IDs. */
export class ManagedPolicies {
  #local: TerraformLocal | undefined;

  /** @param scope Where Terraform gets a local to look names up in, if any is not known at synth. */
  constructor(private readonly scope: Construct) {}

  /** The ID of the policy that has this name; what is no such name is an ID already. */
  idOf(policy: Policy): string | undefined {
    if (isExpression(policy)) return String(hcl`try(${this.#table}[${policy}], ${policy})`);
    return policy === null || policy === undefined ? undefined : this.#known(String(policy));
  }

  /** The same for one that may be left out, and for the one that is meant then. */
  idOfEither(policy: Policy, byDefault: Policy): string | undefined {
    if (!isExpression(policy)) return this.idOf(policy ?? byDefault);
    const either = coalesce(policy, byDefault);
    return String(hcl`try(${this.#table}[${either}], ${either}, null)`);
  }

  #known(policy: string): string {
    return IDS[policy] ?? policy;
  }

  get #table(): string {
    this.#local ??= explain(new TerraformLocal(this.scope, 'managed-policies', IDS), {
      '.': 'Policies that AWS manages. They have the same IDs in every account.',
    });
    return this.#local.fqn;
  }
}
