import type {
  CloudfrontDistribution,
  CloudfrontDistributionOrigin,
  CloudfrontDistributionOriginGroup,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control';
import type { IResolvable } from 'cdktf';
import { Construct } from 'constructs';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import { originBlock } from './origin';
import { originBucketPolicy } from './origin-bucket-policy';
import { OriginRequestPolicies, type OriginRequestPoliciesProps } from './origin-request-policies';
import { type OriginsById, originsById } from './origins-by-id';
import type { RollOut } from './roll-out';
import type { FailoverCriteriaInput, OriginGroupInput } from './statsig-edge-inputs';
import { blocksFor, blocksForMap } from './terraform/block';
import { both, type Condition, choose, either } from './terraform/condition';
import { section } from './terraform/explain';
import { bare, hcl, isExpression } from './terraform/expression';
import { Optional } from './terraform/optional';

export interface OriginsProps
  extends Pick<ResolvedInputs, 'name' | 'origins'>,
    OriginRequestPoliciesProps {
  /** Whether there is a distribution that they belong to. */
  readonly there: Condition;
}

/** Where requests go that the function lets through. */
export class Origins extends Construct {
  readonly all: OriginsById;
  /** What they are told of a request. */
  readonly requestPolicies: OriginRequestPolicies;
  readonly accessControl: Optional<CloudfrontOriginAccessControl>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: OriginsProps,
  ) {
    super(scope, id);
    section(this, 'origins.tf', 'Origins: where requests go that the function lets through');
    this.all = originsById(this, props);
    this.requestPolicies = new OriginRequestPolicies(this, this.all, props);
    this.accessControl = new Optional(
      both(props.there, this.#hasBucket()),
      (meta) =>
        new CloudfrontOriginAccessControl(this, 'access-control', {
          ...meta,
          name: props.name,
          originAccessControlOriginType: 's3',
          signingBehavior: 'always',
          signingProtocol: 'sigv4',
        }),
    );
  }

  /** The origins as the distribution has them. */
  blocks(): CloudfrontDistributionOrigin[] {
    return blocksForMap('origin', this.all, (id, origin) =>
      originBlock(id, origin, this.accessControl.orNull('id')),
    );
  }

  groupBlocks(): CloudfrontDistributionOriginGroup[] {
    return blocksForMap<OriginGroupInput, CloudfrontDistributionOriginGroup>(
      'origin_group',
      this.props.originGroups as Readonly<Record<string, OriginGroupInput>> | IResolvable,
      (originId, group) => {
        const criteria = member(group, 'failoverCriteria') as FailoverCriteriaInput | IResolvable;
        return {
          originId,
          failoverCriteria: { statusCodes: member(criteria, 'statusCodes') as number[] },
          member: blocksFor('member', member(group, 'member'), (entry) => ({
            originId: String(member(entry, 'originId')),
          })),
        };
      },
    );
  }

  /** For every S3 origin, by its origin_id, what the policy of its bucket has to say for the distribution to read it. */
  bucketPolicies(
    distribution: Optional<CloudfrontDistribution>,
    rollOut: RollOut,
  ): Readonly<Record<string, IResolvable>> | IResolvable {
    const { there } = this.props;
    if (there === false) return {};
    const policy = (domainName: string) =>
      originBucketPolicy(domainName, distribution.get('arn'), rollOut);
    if (isExpression(this.all)) {
      const isOurs = both(there, bare('origin.s3'));
      return hcl`{ for id, origin in ${this.all} : id => ${policy(String(bare('origin.domain_name')))} if ${isOurs} }`;
    }
    const ours = Object.entries(this.all)
      .map(([id, origin]) => ({
        id,
        origin,
        isOurs: both(there, member(origin, 's3') as Condition),
      }))
      .filter(({ isOurs }) => isOurs !== false);
    return Object.fromEntries(
      ours.map(({ id, origin, isOurs }) => [
        id,
        choose(
          isOurs,
          () => policy(String(member(origin, 'domainName'))),
          () => null,
        ) as IResolvable,
      ]),
    );
  }

  #hasBucket(): Condition {
    if (isExpression(this.all)) return hcl`anytrue(values(${this.all})[*].s3)`;
    return Object.values(this.all)
      .map((origin) => member(origin, 's3') as Condition)
      .reduce(either, false);
  }
}
