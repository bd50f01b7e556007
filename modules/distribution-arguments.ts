import {
  CloudfrontDistribution,
  type CloudfrontDistributionConfig,
  type CloudfrontDistributionCustomErrorResponse,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { Token } from 'cdktf';
import type { CacheBehaviors } from './cache-behaviors';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { Origins } from './origins';
import type { AccessLogsInput, CustomErrorResponseInput } from './statsig-edge-inputs';
import { blocksFor, hoistDynamicBlocks, putOptionalBlock } from './terraform/block';
import { type Condition, chooseText, coalesce, isSet, isUnset } from './terraform/condition';
import { listOf, numberOf, textOf } from './terraform/expression';

export type DistributionArgumentsProps = Pick<
  ResolvedInputs,
  | 'name'
  | 'tags'
  | 'enabled'
  | 'comment'
  | 'certificateArn'
  | 'minimumProtocolVersion'
  | 'webAclId'
  | 'priceClass'
  | 'httpVersion'
  | 'isIpv6Enabled'
  | 'geoRestriction'
  | 'accessLogs'
  | 'customErrorResponse'
  | 'defaultRootObject'
  | 'waitForDeployment'
  | 'retainOnDelete'
>;

/** A distribution with blocks that Terraform decides on. */
export class DistributionResource extends CloudfrontDistribution {
  protected override synthesizeAttributes(): Record<string, unknown> {
    return hoistDynamicBlocks(super.synthesizeAttributes());
  }
}

/**
 * What a distribution is given, whichever version of the function it has; access logs by {@link logAccess}.
 * @param lambdaArn The version.
 */
export function distributionArguments(
  props: DistributionArgumentsProps,
  origins: Origins,
  behaviors: CacheBehaviors,
  lambdaArn: string,
): CloudfrontDistributionConfig {
  const ownCertificate = isSet(props.certificateArn);
  return {
    enabled: props.enabled,
    comment: String(coalesce(props.comment, props.name)),
    httpVersion: props.httpVersion,
    isIpv6Enabled: props.isIpv6Enabled,
    priceClass: props.priceClass,
    webAclId: props.webAclId ?? undefined,
    defaultRootObject: props.defaultRootObject ?? undefined,
    waitForDeployment: props.waitForDeployment,
    retainOnDelete: props.retainOnDelete,
    origin: origins.blocks(),
    originGroup: origins.groupBlocks(),
    defaultCacheBehavior: behaviors.default(lambdaArn),
    orderedCacheBehavior: behaviors.ordered(lambdaArn),
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
  };
}

export function logAccess(
  distribution: CloudfrontDistribution,
  logs: ResolvedInputs['accessLogs'],
): void {
  putOptionalBlock(distribution, 'logging_config', isSet(logs), () => ({
    bucket: member(logs as AccessLogsInput, 'bucket'),
    prefix: member(logs as AccessLogsInput, 'prefix'),
    includeCookies: member(logs as AccessLogsInput, 'includeCookies'),
  }));
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

function onlyIf(condition: Condition, value: string): string | undefined {
  return chooseText(
    condition,
    () => value,
    () => undefined,
  );
}
