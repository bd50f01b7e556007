import type {
  CloudfrontDistribution,
  CloudfrontDistributionDefaultCacheBehaviorLambdaFunctionAssociation,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import type { CloudwatchLogDelivery } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { IResolvable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { Account } from './account';
import { AdditionalMetrics } from './additional-metrics';
import { BUILT_FILES } from './built-files';
import { CloudFrontAlarms } from './cloudfront-alarms';
import { Dashboard } from './dashboard';
import { Distribution } from './distribution';
import { EdgeFunction } from './edge-function';
import { EntryChecks } from './entry-checks';
import { functionAssociations } from './function-associations';
import { checkSettings } from './inputs/check-settings';
import { type ResolvedInputs, resolveInputs } from './inputs/resolve';
import { MonitoredDistribution } from './monitored-distribution';
import type { Origins } from './origins';
import { RoutePolicies } from './route-policies';
import { settingsOf } from './settings';
import { SpecsAlarm } from './specs-alarm';
import { SpecsStore } from './specs-store';
import type { StatsigEdgeInputs } from './statsig-edge-inputs';
import { Sync } from './sync';
import { SyncAlarms } from './sync-alarms';
import { both, type Condition, isSet } from './terraform/condition';
import type { Optional } from './terraform/optional';

export interface StatsigEdgeProps extends StatsigEdgeInputs {
  /** Provider for us-east-1, the one Region that Lambda@Edge functions are made in. */
  readonly usEast1: TerraformProvider;
  /** Path of the bundled handler. Default: the one that follows the routes. */
  readonly handlerFile?: string;
  /** What lies beside it in the zip, paths by their names. Default: what lies beside the default. */
  readonly lazyFiles?: Readonly<Record<string, string>>;
  /** Path of the bundled sync function. Default: the one that this package has. */
  readonly syncFile?: string;
}

/**
 * Statsig gates at the edge of a CloudFront distribution: the specs in S3, the function, and the distribution.
 *
 * @example
 * new StatsigEdge(this, 'statsig-edge', {
 *   usEast1,
 *   statsigClientKey: 'client-…',
 *   routes: [{ path: '/', action: 'rewrite', gate: 'new_home', on: '/new/index.html' }],
 * });
 * @throws {InputError} for inputs that cannot work.
 */
export class StatsigEdge extends Construct {
  readonly isCreated: Condition;
  readonly hasDistribution: Condition;
  readonly store: SpecsStore;
  readonly edgeFunction: EdgeFunction;
  readonly lambda: Optional<LambdaFunction>;
  /** Undefined where it is known at synth that there is none. */
  readonly sync: Sync | undefined;
  readonly distribution: Optional<CloudfrontDistribution>;
  readonly staging: Optional<CloudfrontDistribution>;
  readonly policies: RoutePolicies;
  readonly origins: Origins;
  readonly logDelivery: Optional<CloudwatchLogDelivery>;
  /** What the policies of S3 origins have to say, by origin_id. */
  readonly originBucketPolicies: Readonly<Record<string, IResolvable>> | IResolvable;
  /** The viewer events that the function handles: the response only where it writes the sticky cookie. */
  readonly events: string[] | IResolvable;
  /** What attaches the function to a cache behavior of a distribution of your own. */
  readonly lambdaFunctionAssociation: CloudfrontDistributionDefaultCacheBehaviorLambdaFunctionAssociation[];

  constructor(scope: Construct, id: string, props: StatsigEdgeProps) {
    super(scope, id);
    const inputs = resolveInputs(props);
    const {
      handlerFile = BUILT_FILES.handlerFile,
      lazyFiles = BUILT_FILES.lazyFiles,
      syncFile = BUILT_FILES.syncFile,
    } = props;
    checkSettings(inputs);
    this.isCreated = inputs.create;
    this.hasDistribution = both(inputs.create, inputs.createDistribution);
    const account = new Account(this, 'account', inputs);
    this.store = new SpecsStore(this, 'specs-store', { ...inputs, account });
    this.edgeFunction = new EdgeFunction(this, 'edge-function', {
      ...inputs,
      preconditions: new EntryChecks(this, 'entries', inputs).preconditions,
      account,
      usEast1: props.usEast1,
      handlerFile,
      lazyFiles,
      settings: settingsOf(inputs, this.store),
      store: this.store,
    });
    this.lambda = this.edgeFunction.lambda;
    this.events = this.edgeFunction.events;
    this.sync = this.#sync(inputs, syncFile, account);
    this.lambdaFunctionAssociation = inputs.create
      ? functionAssociations(this.events, this.lambda.get('qualified_arn'))
      : [];
    this.policies = new RoutePolicies(this, 'routes', inputs);
    const { distribution, staging, origins, logDelivery, originBucketPolicies } = new Distribution(
      this,
      'distribution',
      {
        ...inputs,
        policies: this.policies,
        usEast1: props.usEast1,
        events: this.events,
        lambda: this.lambda,
      },
    );
    this.distribution = distribution;
    this.staging = staging;
    this.origins = origins;
    this.logDelivery = logDelivery;
    this.originBucketPolicies = originBucketPolicies;
    this.#monitor(inputs, props.usEast1);
  }

  #monitor(inputs: ResolvedInputs, usEast1: TerraformProvider): void {
    const monitored = new MonitoredDistribution(this, 'monitored-distribution', {
      ...inputs,
      distribution: this.distribution,
    });
    const props = { ...inputs, usEast1, monitored };
    new CloudFrontAlarms(this, 'cloudfront-alarm', props);
    new SpecsAlarm(this, 'specs-alarm', props);
    if (this.sync !== undefined)
      new SyncAlarms(this, 'sync-alarm', {
        ...inputs,
        lambda: this.sync.lambda,
        deadLetters: this.sync.deadLetters,
      });
    new AdditionalMetrics(this, 'additional-metrics', props);
    const { logGroupName } = this.edgeFunction;
    new Dashboard(this, 'dashboard', { ...props, logGroupName });
  }

  #sync(inputs: ResolvedInputs, syncFile: string, account: Account): Sync | undefined {
    if (both(inputs.create, isSet(inputs.sync)) === false) return undefined;
    const { store, edgeFunction } = this;
    const { logGroupName } = edgeFunction;
    return new Sync(this, 'sync', { ...inputs, account, syncFile, store, logGroupName });
  }
}
