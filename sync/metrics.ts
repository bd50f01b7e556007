/** What happened in an invocation, in CloudWatch's embedded metric format, as the handler tells its own. */

export interface Counts {
  /** The bucket has what Statsig has. */
  SpecsConfirmed?: number;
  SpecsWritten?: number;
  /** Runs after which the bucket may not have what Statsig has. */
  SyncFailures?: number;
  WebhooksRefused?: number;
  /** Regions whose log group could not be set up. */
  LogGroupFailures?: number;
}

export function metricLine(functionName: string, timestamp: number, counts: Counts): string {
  const Metrics = Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' }));
  const directive = { Namespace: 'StatsigEdge', Dimensions: [['Function']], Metrics };
  return `${JSON.stringify({
    _aws: { Timestamp: timestamp, CloudWatchMetrics: [directive] },
    Function: functionName,
    ...counts,
  })}\n`;
}
