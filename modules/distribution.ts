import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { type IResolvable, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { ResolvedInputs } from './inputs/resolve';
import { blocksFor, hoistDynamicBlocks } from './terraform/block';
import { both, type Condition, chooseText, isSet, isUnset } from './terraform/condition';
import { section } from './terraform/explain';
import { hcl } from './terraform/expression';
import { Optional } from './terraform/optional';
import { requirement } from './terraform/requirement';

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

const ORIGIN = 'origin';

export interface DistributionProps
  extends Pick<
    ResolvedInputs,
    'create' | 'createDistribution' | 'name' | 'tags' | 'aliases' | 'certificateArn'
  > {
  /** The viewer events that the function handles. */
  readonly events: string[] | IResolvable;
  /** The function; its published version is what the distribution gets. */
  readonly lambda: Optional<LambdaFunction>;
}

class DistributionResource extends CloudfrontDistribution {
  protected override synthesizeAttributes(): Record<string, unknown> {
    return hoistDynamicBlocks(super.synthesizeAttributes());
  }
}

/** A CloudFront distribution that asks the function on every viewer request. */
export class Distribution extends Construct {
  readonly distribution: Optional<CloudfrontDistribution>;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    section(this, 'Distribution');
    const ownCertificate = isSet(props.certificateArn);
    this.distribution = new Optional(
      both(props.create, props.createDistribution),
      (meta) =>
        new DistributionResource(this, 'distribution', {
          ...meta,
          enabled: true,
          comment: props.name,
          aliases: props.aliases,
          httpVersion: 'http2and3',
          isIpv6Enabled: true,
          origin: [
            {
              originId: ORIGIN,
              domainName: 'example.com',
              customOriginConfig: {
                httpPort: 80,
                httpsPort: 443,
                originProtocolPolicy: 'https-only',
                originSslProtocols: ['TLSv1.2'],
              },
            },
          ],
          defaultCacheBehavior: {
            targetOriginId: ORIGIN,
            viewerProtocolPolicy: 'redirect-to-https',
            allowedMethods: ['GET', 'HEAD'],
            cachedMethods: ['GET', 'HEAD'],
            compress: true,
            cachePolicyId: CACHING_DISABLED,
            lambdaFunctionAssociation: blocksFor(
              'lambda_function_association',
              props.events,
              (eventType) => ({
                eventType,
                lambdaArn: props.lambda.get('qualified_arn'),
                includeBody: false,
              }),
            ),
          },
          restrictions: { geoRestriction: { restrictionType: 'none' } },
          viewerCertificate: {
            cloudfrontDefaultCertificate: isUnset(props.certificateArn),
            acmCertificateArn: props.certificateArn ?? undefined,
            sslSupportMethod: onlyIf(ownCertificate, 'sni-only'),
            minimumProtocolVersion: onlyIf(ownCertificate, 'TLSv1.2_2021'),
          },
          tags: Token.asStringMap(props.tags),
          lifecycle: {
            precondition: requirement(
              aliasesHaveCertificate(props),
              'CloudFront answers to aliases only with a certificate for them: give certificate_arn.',
            ),
          },
        }),
    ).because({
      'origin.domain_name':
        'Every request is answered at the edge, unless routes let it through; CloudFront wants an origin still.',
      'default_cache_behavior.cache_policy_id': 'The managed policy CachingDisabled.',
      'viewer_certificate.minimum_protocol_version':
        'The newest policy that version 5 of the AWS provider knows.',
    });
  }
}

function onlyIf(condition: Condition, value: string): string | undefined {
  return chooseText(
    condition,
    () => value,
    () => undefined,
  );
}

function aliasesHaveCertificate({ aliases, certificateArn }: DistributionProps): Condition {
  if (Token.isUnresolved(aliases)) return hcl`length(${aliases}) == 0 || ${certificateArn} != null`;
  return aliases.length === 0 ? true : isSet(certificateArn);
}
