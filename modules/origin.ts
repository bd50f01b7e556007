import type { CloudfrontDistributionOrigin } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { IResolvable } from 'cdktf';
import { member } from './inputs/member';
import type { OriginInput } from './statsig-edge-inputs';
import { blocksForMap, optionalBlock } from './terraform/block';
import { both, type Condition, chooseText, isSet, isUnset, not } from './terraform/condition';
import { numberOf, textOf } from './terraform/expression';

/**
 * An origin as the distribution has it.
 * @param accessControlId What CloudFront signs requests to S3 with, where an origin is in S3.
 */
export function originBlock(
  originId: string,
  origin: OriginInput | IResolvable,
  accessControlId: string | undefined,
): CloudfrontDistributionOrigin {
  const isS3 = member(origin, 's3') as Condition;
  const vpcOriginId = member(origin, 'vpcOriginId');
  const shieldRegion = member(origin, 'originShieldRegion');
  const timeouts = {
    originReadTimeout: numberOf(member(origin, 'originReadTimeout')),
    originKeepaliveTimeout: numberOf(member(origin, 'originKeepaliveTimeout')),
  };
  return {
    originId,
    domainName: String(member(origin, 'domainName')),
    originPath: textOf(member(origin, 'path')),
    connectionAttempts: numberOf(member(origin, 'connectionAttempts')),
    connectionTimeout: numberOf(member(origin, 'connectionTimeout')),
    originAccessControlId: chooseText(
      isS3,
      () => accessControlId,
      () => undefined,
    ),
    customHeader: blocksForMap(
      'custom_header',
      member(origin, 'customHeaders') as Readonly<Record<string, string>> | IResolvable,
      (name, value) => ({ name, value: String(value) }),
    ),
    customOriginConfig: optionalBlock(both(not(isS3), isUnset(vpcOriginId)), () => ({
      httpPort: numberOf(member(origin, 'httpPort')) as number,
      httpsPort: numberOf(member(origin, 'httpsPort')) as number,
      originProtocolPolicy: String(member(origin, 'protocolPolicy')),
      originSslProtocols: ['TLSv1.2'],
      ...timeouts,
    })),
    originShield: optionalBlock(isSet(shieldRegion), () => ({
      enabled: true,
      originShieldRegion: textOf(shieldRegion),
    })),
    vpcOriginConfig: optionalBlock(isSet(vpcOriginId), () => ({
      vpcOriginId: String(vpcOriginId),
      ...timeouts,
    })),
  };
}
