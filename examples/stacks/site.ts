/** A stack whose distribution is its own, and asks the function on every viewer request. */
import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { Stack } from '../../modules/stack';
import { StatsigEdge } from '../../modules/statsig-edge';

export interface SiteProps {
  readonly statsigClientKey: string;
  /** Where requests go that the function lets through. */
  readonly originDomainName: string;
  /** The bundled handler: `buildHandler()`. */
  readonly handler: { readonly file: string; readonly lazyFiles: Readonly<Record<string, string>> };
}

export class Site extends Stack {
  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: 'eu-west-1' });
    new ArchiveProvider(this, 'archive');
    const usEast1 = new AwsProvider(this, 'us-east-1', { alias: 'us_east_1', region: 'us-east-1' });

    const edge = new StatsigEdge(this, 'edge', {
      usEast1,
      handlerFile: props.handler.file,
      lazyFiles: props.handler.lazyFiles,
      statsigClientKey: props.statsigClientKey,
      routes: [{ action: 'header', gate: 'new_shop', header: 'x-new-shop', assets: false }],
      createDistribution: false,
      // The header is part of the cache key, and reaches the origin.
      createPolicies: true,
    });

    const distribution = new CloudfrontDistribution(this, 'site', {
      enabled: true,
      origin: [
        {
          originId: 'site',
          domainName: props.originDomainName,
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: 'https-only',
            originSslProtocols: ['TLSv1.2'],
          },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: 'site',
        viewerProtocolPolicy: 'redirect-to-https',
        allowedMethods: ['GET', 'HEAD'],
        cachedMethods: ['GET', 'HEAD'],
        cachePolicyId: edge.policies.cache.get('id'),
        originRequestPolicyId: edge.policies.originRequest.get('id'),
        responseHeadersPolicyId: edge.policies.responseHeaders.get('id'),
        lambdaFunctionAssociation: edge.lambdaFunctionAssociation,
      },
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    });
    new TerraformOutput(this, 'domain_name', { value: distribution.domainName });
  }
}
