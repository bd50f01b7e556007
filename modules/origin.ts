import type {
  CloudfrontDistribution,
  CloudfrontDistributionOrigin,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control';
import type { IResolvable } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { OriginInput } from './statsig-edge-inputs';
import { blocksForMap, optionalBlock, snakeCaseKeys } from './terraform/block';
import {
  both,
  type Condition,
  choose,
  chooseText,
  isSet,
  isUnset,
  not,
} from './terraform/condition';
import { hcl, isExpression } from './terraform/expression';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';

const NO_ORIGIN: Required<OriginInput> = {
  domainName: 'example.com',
  s3: false,
  path: '',
  protocolPolicy: 'https-only',
  customHeaders: {},
};

/** The bucket's name in its domain name; it may have dots itself. */
const BUCKET = /^(.+)\.s3\./;

export interface OriginProps
  extends Pick<ResolvedInputs, 'name' | 'origin' | 'originRequestPolicy'> {
  /** Whether there is a distribution that it belongs to. */
  readonly there: Condition;
  readonly account: Account;
}

/** Where requests go that the function lets through. */
export class Origin extends Construct {
  /** What cache behaviors call it. */
  readonly id = 'origin';
  /** What it is told of a request: a policy, by name or ID. */
  readonly requestPolicy: string | IResolvable | null;
  readonly #origin: OriginInput | IResolvable;
  readonly #isS3: Condition;
  readonly #accessControl: Optional<CloudfrontOriginAccessControl>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: OriginProps,
  ) {
    super(scope, id);
    this.#origin = this.#whole();
    this.#isS3 = member(this.#origin, 's3') as Condition;
    // The negation not last: checkov cannot read one before the line break that may follow.
    const isTold = both(not(this.#isS3), isSet(props.origin));
    this.requestPolicy = local(
      this,
      'request-policy',
      choose(
        both(isUnset(props.originRequestPolicy), isTold),
        () => 'AllViewerExceptHostHeader',
        () => props.originRequestPolicy,
      ),
      'Headers that the function adds are to reach the origin. S3 has no use for them.',
    );
    this.#accessControl = new Optional(
      both(props.there, this.#isS3),
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

  /** The origin as the distribution has it. */
  block(): CloudfrontDistributionOrigin {
    return {
      originId: this.id,
      domainName: this.#domainName,
      originPath: String(member(this.#origin, 'path')),
      originAccessControlId: this.#accessControl.orNull('id'),
      customHeader: blocksForMap(
        'custom_header',
        member(this.#origin, 'customHeaders') as Readonly<Record<string, string>> | IResolvable,
        (name, value) => ({ name, value }),
      ),
      customOriginConfig: optionalBlock(not(this.#isS3), () => ({
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: String(member(this.#origin, 'protocolPolicy')),
        originSslProtocols: ['TLSv1.2'],
      })),
    };
  }

  /**
   * What the policy of an S3 origin has to say for the distribution to read it; undefined, in Terraform null, for other
   * origins. Not a data source: it would be read anew, and the bucket's policy planned anew, with each new version of
   * the function, which changes the distribution.
   */
  bucketPolicy(distribution: Optional<CloudfrontDistribution>): string | undefined {
    const { there, account } = this.props;
    return chooseText(
      both(there, this.#isS3),
      () =>
        String(
          hcl`jsonencode(${{
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'ReadByDistribution',
                Effect: 'Allow',
                Action: 's3:GetObject',
                Resource: `arn:${account.partition}:s3:::${this.#bucket}/*`,
                Principal: { Service: 'cloudfront.amazonaws.com' },
                Condition: { StringEquals: { 'AWS:SourceArn': distribution.get('arn') } },
              },
            ],
          }})`,
        ),
      () => undefined,
    );
  }

  #whole(): OriginInput | IResolvable {
    const { origin } = this.props;
    if (!isExpression(origin)) return origin ?? NO_ORIGIN;
    return local(
      this,
      'origin',
      hcl`${origin} == null ? ${snakeCaseKeys(NO_ORIGIN)} : ${origin}`,
      'Without routes every request is answered at the edge; CloudFront wants an origin still.',
    );
  }

  get #domainName(): string {
    return String(member(this.#origin, 'domainName'));
  }

  get #bucket(): string {
    const domainName = this.#domainName;
    if (isExpression(domainName)) return String(hcl`regex(${BUCKET.source}, ${domainName})[0]`);
    return BUCKET.exec(domainName)?.[1] ?? domainName;
  }
}
