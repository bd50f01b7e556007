import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { type IResolvable, type Precondition, type TerraformProvider, Token } from 'cdktf';
import { Construct } from 'constructs';
import { MAX_ZIP_KIB } from '../handler/zip-limit';
import type { Account } from './account';
import { ExecutionRole } from './execution-role';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import { mayBeNeeded } from './lazy-files';
import type { SettingsJson } from './settings';
import type { SpecsStore } from './specs-store';
import type { ExistingLogGroupInput } from './statsig-edge-inputs';
import { putOptionalBlock } from './terraform/block';
import {
  both,
  type Condition,
  choose,
  chooseText,
  coalesce,
  either,
  isEqual,
  isOther,
  isSet,
  isUnset,
  not,
} from './terraform/condition';
import { section } from './terraform/explain';
import { hcl } from './terraform/expression';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';
import { requirement } from './terraform/requirement';
import { ToldSettings } from './told-settings';
import { Zip } from './zip';
import { zipIsThere } from './zip-file';

export interface EdgeFunctionProps
  extends Pick<
    ResolvedInputs,
    | 'create'
    | 'name'
    | 'tags'
    | 'bucketAccess'
    | 'identity'
    | 'previewKeys'
    | 'stickyExperiments'
    | 'stickyExperiments'
    | 'stickyKeys'
    | 'specsSecret'
    | 'fallbackSpecsFile'
    | 'specsFile'
    | 'packageSpecs'
    | 'runtime'
    | 'timeout'
    | 'memorySize'
    | 'kmsKey'
    | 'existingRole'
    | 'roleName'
    | 'rolePath'
    | 'rolePermissionsBoundary'
    | 'policyJson'
    | 'existingLogGroup'
    | 'logGroupName'
    | 'logGroupClass'
    | 'logFormat'
    | 'metrics'
    | 'logRetentionDays'
    | 'logKmsKeyArn'
    | 'createLogGroups'
    | 'deleteTimeout'
    | 'skipDestroy'
  > {
  readonly account: Account;
  /** Provider for us-east-1, the one Region that Lambda@Edge functions are made in. */
  readonly usEast1: TerraformProvider;
  /** Path of the bundled handler. */
  readonly handlerFile: string;
  /** What the handler loads when it needs it: paths, by their names in the zip. */
  readonly lazyFiles: Readonly<Record<string, string>>;
  /** What stands in `settings.json`. */
  readonly settings: SettingsJson;
  readonly store: SpecsStore;
  /** What must be true besides, for the function to be made. */
  readonly preconditions: readonly Precondition[];
}

/** The Lambda@Edge function: its zip, role, log group in us-east-1, and one published version. */
export class EdgeFunction extends Construct {
  /** The same in every Region that the function runs in. */
  readonly logGroupName: string;
  /** The one in us-east-1, where it is made. */
  readonly logGroup: Optional<CloudwatchLogGroup>;
  readonly lambda: Optional<LambdaFunction>;
  /** The viewer events that it handles: the response only where it writes a cookie. */
  readonly events: string[] | IResolvable;
  readonly executionRole: ExecutionRole;
  /** The JSON of the settings that a plan shows. To be used only where the function is there. */
  readonly settingsJson: string;

  constructor(scope: Construct, id: string, props: EdgeFunctionProps) {
    super(scope, id);
    section(this, 'main.tf', 'Edge function: its log group and its version');
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
    this.logGroupName = String(
      local(
        this,
        'log-group-name',
        choose(
          isSet(props.existingLogGroup),
          () => member(props.existingLogGroup as ExistingLogGroupInput, 'name'),
          () => coalesce(props.logGroupName, `/aws/lambda/us-east-1.${props.name}`),
        ),
      ),
    );
    this.logGroup = new Optional(
      both(props.create, isUnset(props.existingLogGroup)),
      (meta) =>
        new CloudwatchLogGroup(this, 'log-group', {
          ...meta,
          provider: props.usEast1,
          name: this.logGroupName,
          logGroupClass: props.logGroupClass ?? undefined,
          retentionInDays: props.logRetentionDays,
          kmsKeyId: props.logKmsKeyArn ?? undefined,
          tags: Token.asStringMap(props.tags),
        }),
    ).because({
      '.': 'The logs of what runs in us-east-1. In every other Region the function logs to a group of the same name there.',
    });
    this.executionRole = new ExecutionRole(this, 'execution-role', {
      ...props,
      objectArn: props.store.objectArn,
      logGroupName: this.logGroupName,
    });
    const settings = new ToldSettings(this, 'settings', props);
    this.settingsJson = settings.shownJson;
    const zip = new Zip(this, 'zip', {
      ...props,
      lazyFiles: Object.entries(props.lazyFiles).map(([filename, path]) => ({
        ...{ filename, path },
        isIncluded: mayBeNeeded(filename, props),
      })),
      settingsJson: settings.json,
    });
    const region = new Optional(
      props.create,
      (meta) => new DataAwsRegion(this, 'us-east-1', { ...meta, provider: props.usEast1 }),
    );
    this.lambda = new Optional(props.create, (meta) => {
      const lambda = new LambdaFunction(this, 'function', {
        ...meta,
        provider: props.usEast1,
        functionName: props.name,
        description: 'Evaluates Statsig gates on the viewer request',
        role: this.executionRole.arn,
        filename: zip.path,
        sourceCodeHash: zip.contentHash,
        handler: 'index.handler',
        runtime: props.runtime,
        architectures: ['x86_64'],
        memorySize: props.memorySize,
        timeout: props.timeout,
        publish: true,
        skipDestroy: props.skipDestroy,
        timeouts: { delete: props.deleteTimeout },
        dependsOn: [...this.logGroup.elements, ...this.executionRole.policy.elements],
        lifecycle: {
          precondition: [
            ...props.preconditions,
            zipIsThere('the function', zip.path, zip.archive),
            ...requirement(
              hcl`${zip.kib} <= ${MAX_ZIP_KIB}`,
              `The handler and the specs in the function's zip have ${zip.kib} KiB compressed, and CloudFront may refuse more than ${MAX_ZIP_KIB} KiB for a function on viewer events. Name smaller specs in fallback_specs_file, such as those of a target app, or set package_specs to false.`,
            ),
            ...requirement(
              hcl`${region.get('id')} == "us-east-1"`,
              'The provider that is passed as aws.us_east_1 must be configured for us-east-1: Lambda@Edge functions are made in no other Region.',
            ),
            ...requirement(
              hcl`alltrue([for domain_name in ${props.store.existingDomainNames} : domain_name == ${props.store.bucketDomainName}])`,
              'The existing_bucket is in another Region than the one that is given for it.',
            ),
            ...requirements(props),
          ],
        },
      });
      const isNamed = either(isSet(props.existingLogGroup), isSet(props.logGroupName));
      putOptionalBlock(lambda, 'logging_config', either(isNamed, isSet(props.logFormat)), () => ({
        logFormat: coalesce(props.logFormat, 'Text'),
        logGroup: chooseText(
          isNamed,
          () => this.logGroupName,
          () => undefined,
        ),
      }));
      return lambda;
    }).because({
      source_code_hash:
        'Of what is in the zip, not of the zip: that one is not known where Terraform makes it only when it applies.',
      '.': 'Without tags: AWS lists function tags among what Lambda@Edge does not support.',
      provider: 'Lambda@Edge functions are made in us-east-1, and replicated to the other Regions.',
      architectures: 'Lambda@Edge supports no other architecture.',
      publish: 'CloudFront accepts a numbered version only, never $LATEST.',
      timeouts:
        'AWS deletes the replicas some hours after the last distribution let go of the function, and refuses to delete the function until then.',
      depends_on:
        'With the group made first, Lambda does not make one without retention; with the policy, no request is denied.',
    });
    this.events = local(
      this,
      'viewer-events',
      choose(
        either(
          member(props.identity, 'stableIdCookie') as Condition,
          either(isSet(props.previewKeys), isSet(props.stickyExperiments)),
        ),
        () => ['viewer-request', 'viewer-response'],
        () => ['viewer-request'],
      ),
      'The sticky cookie, that of kept groups and that of a preview are written into the response.',
    );
  }
}

/** What inputs rule each other out. */
function requirements(props: EdgeFunctionProps): Precondition[] {
  return [
    ...requirement(
      either(
        isUnset(props.existingRole),
        both(isUnset(props.policyJson), isUnset(props.rolePermissionsBoundary)),
      ),
      'An existing_role is not changed: remove policy_json and role_permissions_boundary here, and set them where the role is created.',
    ),
    ...requirement(
      either(isUnset(props.existingLogGroup), isUnset(props.logGroupName)),
      'An existing_log_group has its name: remove log_group_name.',
    ),
    ...requirement(
      either(isOther(props.logGroupClass, 'INFREQUENT_ACCESS'), not(props.metrics as Condition)),
      'CloudWatch makes no metrics of a log group of the class INFREQUENT_ACCESS: remove log_group_class, or set metrics to false.',
    ),
    ...requirement(
      either(isOther(props.bucketAccess, 'public'), isUnset(props.kmsKey)),
      'Objects that a KMS key encrypts cannot be read by everybody: set bucket_access to private or cloudfront, or remove kms_key.',
    ),
    ...requirement(
      either(isEqual(props.bucketAccess, 'cloudfront'), isUnset(props.specsSecret)),
      'Only the distribution of the specs asks for a specs_secret: set bucket_access to cloudfront, or remove specs_secret.',
    ),
    ...requirement(
      either(
        both(isSet(props.stickyExperiments), isSet(props.stickyKeys)),
        both(isUnset(props.stickyExperiments), isUnset(props.stickyKeys)),
      ),
      'The groups of sticky_experiments are signed by sticky_keys: give both, or remove both.',
    ),
  ];
}
