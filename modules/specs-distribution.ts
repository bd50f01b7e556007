import { CloudfrontCachePolicy } from '@cdktf/provider-aws/lib/cloudfront-cache-policy';
import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudfrontFunction } from '@cdktf/provider-aws/lib/cloudfront-function';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { byDistribution } from './cloudfront-reader';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import { secretCheck } from './specs-secret-check';
import type { SpecsSecretInput } from './statsig-edge-inputs';
import { blocksFor, hoistDynamicBlocks } from './terraform/block';
import { both, type Condition, isEqual, isSet } from './terraform/condition';
import { section } from './terraform/explain';
import { Optional } from './terraform/optional';
import { policyDocument } from './terraform/policy-document';

/** For so long a change may stay unseen, on top of specs_refresh; and so often S3 is asked, at most, by a place. */
const TTL_SECONDS = 5;

export interface SpecsDistributionProps
  extends Pick<
    ResolvedInputs,
    'create' | 'name' | 'tags' | 'bucketAccess' | 'specsSecret' | 'priceClass'
  > {
  /** Domain name of the bucket, in its Region. */
  readonly bucketDomainName: string;
}

class DistributionResource extends CloudfrontDistribution {
  protected override synthesizeAttributes(): Record<string, unknown> {
    return hoistDynamicBlocks(super.synthesizeAttributes());
  }
}

/**
 * A small distribution in front of the bucket, so that the specs are near wherever the function runs. Not a path of the
 * main one: that one needs the function, whose settings need this one's address.
 */
export class SpecsDistribution extends Construct {
  readonly distribution: Optional<CloudfrontDistribution>;
  readonly accessControl: Optional<CloudfrontOriginAccessControl>;
  readonly cachePolicy: Optional<CloudfrontCachePolicy>;
  /** What asks for the secret, where there is one. */
  readonly check: Optional<CloudfrontFunction>;
  /** To be used in policies, and only where the distribution is there. */
  readonly distributionArn: string;
  /** What the policy of the key that encrypts the specs has to say: CloudFront has no role to be given a right. */
  readonly keyPolicy: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SpecsDistributionProps,
  ) {
    super(scope, id);
    section(this, 'specs-distribution.tf', 'Specs: the distribution in front of the bucket');
    const there = both(props.create, isEqual(props.bucketAccess, 'cloudfront'));
    this.accessControl = this.#accessControl(there);
    this.cachePolicy = this.#cachePolicy(there);
    this.check = this.#check(there);
    this.distribution = new Optional(
      there,
      (meta) =>
        new DistributionResource(this, 'distribution', {
          ...meta,
          enabled: true,
          comment: `${props.name}: specs`,
          httpVersion: 'http2and3',
          isIpv6Enabled: true,
          priceClass: props.priceClass,
          waitForDeployment: false,
          origin: [
            {
              originId: 'specs',
              domainName: props.bucketDomainName,
              originAccessControlId: this.accessControl.get('id'),
            },
          ],
          defaultCacheBehavior: {
            targetOriginId: 'specs',
            viewerProtocolPolicy: 'https-only',
            allowedMethods: ['GET', 'HEAD'],
            cachedMethods: ['GET', 'HEAD'],
            compress: true,
            cachePolicyId: this.cachePolicy.get('id'),
            functionAssociation: blocksFor(
              'function_association',
              this.check.all('arn'),
              (functionArn) => ({
                eventType: 'viewer-request',
                functionArn: String(functionArn),
              }),
            ),
          },
          restrictions: { geoRestriction: { restrictionType: 'none', locations: [] } },
          viewerCertificate: { cloudfrontDefaultCertificate: true },
          tags: Token.asStringMap(props.tags),
        }),
    ).because({
      wait_for_deployment:
        'The distribution that asks the function takes as long after it, and specs in the zip answer meanwhile.',
      viewer_certificate:
        "CloudFront's own certificate comes with a lowest version of TLS that cannot be set. The function speaks the highest.",
    });
    this.distributionArn = String(this.distribution.orNull('arn'));
    this.keyPolicy = this.#keyPolicy(there);
  }

  #accessControl(there: Condition): Optional<CloudfrontOriginAccessControl> {
    return new Optional(
      there,
      (meta) =>
        new CloudfrontOriginAccessControl(this, 'access-control', {
          ...meta,
          name: `${this.props.name}-specs`,
          originAccessControlOriginType: 's3',
          signingBehavior: 'always',
          signingProtocol: 'sigv4',
        }),
    );
  }

  #cachePolicy(there: Condition): Optional<CloudfrontCachePolicy> {
    return new Optional(
      there,
      (meta) =>
        new CloudfrontCachePolicy(this, 'cache-policy', {
          ...meta,
          name: `${this.props.name}-specs`,
          comment: 'Specs: seconds old at most',
          minTtl: 1,
          defaultTtl: TTL_SECONDS,
          maxTtl: TTL_SECONDS,
          parametersInCacheKeyAndForwardedToOrigin: {
            enableAcceptEncodingBrotli: true,
            enableAcceptEncodingGzip: true,
            cookiesConfig: { cookieBehavior: 'none' },
            headersConfig: { headerBehavior: 'none' },
            queryStringsConfig: { queryStringBehavior: 'none' },
          },
        }),
    ).because({
      min_ttl: 'CloudFront compresses only what it may cache, whatever the object says of itself.',
    });
  }

  #check(there: Condition): Optional<CloudfrontFunction> {
    const { name, specsSecret } = this.props;
    return new Optional(
      both(there, isSet(specsSecret)),
      (meta) =>
        new CloudfrontFunction(this, 'specs-secret', {
          ...meta,
          name: `${name}-specs`,
          comment: 'Lets requests for the specs pass that have the secret',
          runtime: 'cloudfront-js-2.0',
          publish: true,
          code: String(secretCheck(member(specsSecret as SpecsSecretInput, 'value'))),
        }),
    );
  }

  /** Whether there is a key may be known only when it is made, so that this is there with the distribution. */
  #keyPolicy(there: Condition): string | undefined {
    return policyDocument(this, 'key-policy', there, () => [
      [
        {
          Sid: 'DecryptByDistribution',
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          // In the policy of a key this is that key.
          Resource: '*',
          ...byDistribution(this.distributionArn),
        },
      ],
    ]);
  }
}
