import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import type { IResolvable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import {
  cloudFrontWidgets,
  distributionCharts,
  FUNCTION_CHARTS,
  functionWidgets,
  logWidgets,
} from './dashboard-widgets';
import { member } from './inputs/member';
import type { ResolvedInputs } from './inputs/resolve';
import type { MonitoredDistribution } from './monitored-distribution';
import type { DashboardInput } from './statsig-edge-inputs';
import { both, type Condition, isSet } from './terraform/condition';
import { section } from './terraform/explain';
import { hcl } from './terraform/expression';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';

export interface DashboardProps
  extends Pick<ResolvedInputs, 'create' | 'name' | 'dashboard' | 'additionalMetrics'> {
  readonly usEast1: TerraformProvider;
  readonly monitored: MonitoredDistribution;
  /** The same in every Region. */
  readonly logGroupName: string;
}

/** What CloudFront and the function count, and what the function has to say, on one page. */
export class Dashboard extends Construct {
  readonly dashboard: Optional<CloudwatchDashboard>;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    section(this, 'dashboard.tf', 'Dashboard');
    const there = both(props.create, isSet(props.dashboard));
    this.dashboard = new Optional(there, (meta) => {
      const dashboard = props.dashboard as DashboardInput | IResolvable;
      const charts = {
        ofCloudFront: local(
          this,
          'distribution-charts',
          distributionCharts(props.additionalMetrics as Condition),
        ),
        ofFunction: local(this, 'function-charts', hcl`${FUNCTION_CHARTS}`),
      };
      const ofCloudFront = cloudFrontWidgets(charts.ofCloudFront, props.monitored.id);
      const ofFunction = functionWidgets(
        charts.ofFunction,
        props.name,
        member(dashboard, 'regions'),
      );
      const ofLogs = logWidgets(props.logGroupName, member(dashboard, 'logRegions'));
      const widgets = hcl`concat(\n${ofCloudFront},\n${ofFunction},\n${ofLogs}\n)`;
      return new CloudwatchDashboard(this, 'dashboard', {
        ...meta,
        provider: props.usEast1,
        dashboardName: props.name,
        dashboardBody: String(hcl`jsonencode(${{ widgets }})`),
        lifecycle: { precondition: props.monitored.isKnown() },
      });
    });
  }
}
