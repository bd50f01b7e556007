import {
  CloudfrontDistribution,
  type CloudfrontDistributionCustomErrorResponse,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { CloudwatchLogDelivery } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery';
import { type IResolvable, type TerraformProvider, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ACTION_NAMES, actions } from '../handler/src/routes/actions';
import { AccessLogDelivery } from './access-log-delivery';
import { CacheBehaviors, type CacheBehaviorsProps } from './cache-behaviors';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import { groupsAreRead, targetsAreThere } from './origin-targets';
import { Origins } from './origins';
import type { AccessLogsInput, CustomErrorResponseInput, RouteInput } from './statsig-edge-inputs';
import { blocksFor, hoistDynamicBlocks, putOptionalBlock } from './terraform/block';
import {
  both,
  type Condition,
  chooseText,
  coalesce,
  either,
  isSet,
  isUnset,
} from './terraform/condition';
import { section } from './terraform/explain';
import { hcl, isExpression, listOf, numberOf, textOf } from './terraform/expression';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';
import { requirement } from './terraform/requirement';

export interface DistributionProps
  extends Pick<
      ResolvedInputs,
      | 'create'
      | 'createDistribution'
      | 'name'
      | 'tags'
      | 'enabled'
      | 'comment'
      | 'aliases'
      | 'certificateArn'
      | 'minimumProtocolVersion'
      | 'webAclId'
      | 'priceClass'
      | 'httpVersion'
      | 'isIpv6Enabled'
      | 'geoRestriction'
      | 'accessLogs'
      | 'accessLogDelivery'
      | 'customErrorResponse'
      | 'defaultRootObject'
      | 'waitForDeployment'
      | 'retainOnDelete'
      | 'routes'
      | 'origin'
      | 'origins'
      | 'originGroups'
      | 'originRequestPolicy'
    >,
    Omit<CacheBehaviorsProps, 'requestPolicies'> {
  /** Provider for us-east-1. */
  readonly usEast1: TerraformProvider;
}

class DistributionResource extends CloudfrontDistribution {
  protected override synthesizeAttributes(): Record<string, unknown> {
    return hoistDynamicBlocks(super.synthesizeAttributes());
  }
}

/** A CloudFront distribution that asks the function on every viewer request. */
export class Distribution extends Construct {
  readonly distribution: Optional<CloudfrontDistribution>;
  readonly origins: Origins;
  readonly logDelivery: Optional<CloudwatchLogDelivery>;
  /** What the policies of S3 origins have to say, by origin_id. */
  readonly originBucketPolicies: Readonly<Record<string, IResolvable>> | IResolvable;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    section(this, 'distribution.tf', 'Distribution');
    const there = both(props.create, props.createDistribution);
    const ownCertificate = isSet(props.certificateArn);
    const origins = new Origins(this, 'origin', { ...props, there });
    this.origins = origins;
    const behaviors = new CacheBehaviors(this, {
      ...props,
      requestPolicies: origins.requestPolicies,
    });
    this.distribution = new Optional(there, (meta) => {
      const distribution = new DistributionResource(this, 'distribution', {
        ...meta,
        enabled: props.enabled,
        comment: String(coalesce(props.comment, props.name)),
        aliases: props.aliases,
        httpVersion: props.httpVersion,
        isIpv6Enabled: props.isIpv6Enabled,
        priceClass: props.priceClass,
        webAclId: props.webAclId ?? undefined,
        defaultRootObject: props.defaultRootObject ?? undefined,
        waitForDeployment: props.waitForDeployment,
        retainOnDelete: props.retainOnDelete,
        origin: origins.blocks(),
        originGroup: origins.groupBlocks(),
        defaultCacheBehavior: behaviors.default(),
        orderedCacheBehavior: behaviors.ordered(),
        customErrorResponse: customErrorResponses(props.customErrorResponse),
        restrictions: {
          geoRestriction: {
            restrictionType: String(member(props.geoRestriction, 'restrictionType')),
            locations: listOf(member(props.geoRestriction, 'locations')),
          },
        },
        viewerCertificate: {
          cloudfrontDefaultCertificate: isUnset(props.certificateArn),
          acmCertificateArn: props.certificateArn ?? undefined,
          sslSupportMethod: onlyIf(ownCertificate, 'sni-only'),
          minimumProtocolVersion: onlyIf(ownCertificate, props.minimumProtocolVersion),
        },
        tags: Token.asStringMap(props.tags),
        lifecycle: {
          precondition: [
            ...requirement(
              aliasesHaveCertificate(props),
              'CloudFront answers to aliases only with a certificate for them: give certificate_arn.',
            ),
            ...requirement(
              either(
                isSet(props.origin),
                either(hasSome(props.origins), noneForwards(props.routes)),
              ),
              'Requests that a route rewrites, gives a header or lets pass go on to an origin: give yours as origin.',
            ),
            ...requirement(
              targetsAreThere(origins.all, props),
              'Each target_origin_id must be origin, where the input origin is given, or a key of origins or origin_groups; each member of origin_groups one of the first two; and no key may stand in both.',
            ),
            ...requirement(
              groupsAreRead(props),
              'CloudFront sends no request that writes to one of origin_groups: with POST and the like in allowed_methods, name an origin as target_origin_id.',
            ),
          ],
        },
      });
      logAccess(distribution, props.accessLogs);
      return distribution;
    }).because({
      'viewer_certificate.minimum_protocol_version':
        "CloudFront's own certificate comes with a policy of its own.",
    });
    this.logDelivery = new AccessLogDelivery(this, 'access-logs', {
      ...props,
      there,
      delivery: props.accessLogDelivery,
      distribution: this.distribution,
    }).delivery;
    this.originBucketPolicies = local(
      this,
      'origin-bucket-policies',
      origins.bucketPolicies(this.distribution),
      "What the buckets of S3 origins need. No data sources: they would be read anew, and the buckets' policies planned anew, with each new version of the function, which changes the distribution.",
    );
  }
}

function customErrorResponses(
  responses: ResolvedInputs['customErrorResponse'],
): CloudfrontDistributionCustomErrorResponse[] {
  return blocksFor<CustomErrorResponseInput, CloudfrontDistributionCustomErrorResponse>(
    'custom_error_response',
    responses,
    (entry) => ({
      errorCode: Token.asNumber(member(entry, 'errorCode')),
      responseCode: numberOf(member(entry, 'responseCode')),
      responsePagePath: textOf(member(entry, 'responsePagePath')),
      errorCachingMinTtl: Token.asNumber(member(entry, 'errorCachingMinTtl')),
    }),
  );
}

function logAccess(distribution: CloudfrontDistribution, logs: ResolvedInputs['accessLogs']): void {
  putOptionalBlock(distribution, 'logging_config', isSet(logs), () => ({
    bucket: member(logs as AccessLogsInput, 'bucket'),
    prefix: member(logs as AccessLogsInput, 'prefix'),
    includeCookies: member(logs as AccessLogsInput, 'includeCookies'),
  }));
}

function onlyIf(condition: Condition, value: string): string | undefined {
  return chooseText(
    condition,
    () => value,
    () => undefined,
  );
}

function hasSome(origins: DistributionProps['origins']): Condition {
  return isExpression(origins) ? hcl`length(${origins}) > 0` : Object.keys(origins).length > 0;
}

/** The actions after which a request goes on to an origin. */
const FORWARDING: readonly string[] = ACTION_NAMES.filter((name) => actions[name].needsOrigin);

function noneForwards(routes: DistributionProps['routes']): Condition {
  if (isExpression(routes)) {
    return hcl`alltrue([for route in coalesce(${routes}, []) : !contains(${FORWARDING}, route.action)])`;
  }
  return ((routes ?? []) as RouteInput[]).every(({ action }) => !FORWARDING.includes(action));
}

function aliasesHaveCertificate({ aliases, certificateArn }: DistributionProps): Condition {
  if (Token.isUnresolved(aliases)) return hcl`length(${aliases}) == 0 || ${certificateArn} != null`;
  return aliases.length === 0 ? true : isSet(certificateArn);
}
