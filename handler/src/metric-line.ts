/**
 * A line of the log in CloudWatch's embedded metric format: CloudWatch makes metrics of it, and the function calls nobody.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */

/** In which all functions of a deployment count. */
export const NAMESPACE = 'StatsigEdge';

/** The one that is no count. */
const IN_SECONDS = 'SpecsAge';

/**
 * @param timestamp milliseconds since 1970
 * @param more what the line says besides, and is no metric
 */
export function metricLine(
  functionName: string,
  timestamp: number,
  values: Readonly<Record<string, number>>,
  more: object = {},
): string {
  const Metrics = Object.keys(values).map((Name) => ({
    Name,
    Unit: Name === IN_SECONDS ? 'Seconds' : 'Count',
  }));
  const directive = { Namespace: NAMESPACE, Dimensions: [['Function']], Metrics };
  return `${JSON.stringify({
    _aws: { Timestamp: timestamp, CloudWatchMetrics: [directive] },
    Function: functionName,
    ...values,
    ...more,
  })}\n`;
}
