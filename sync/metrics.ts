/** What is counted of an invocation. */

export type Counts = {
  /** The bucket has what Statsig has. */
  SpecsConfirmed?: number;
  SpecsWritten?: number;
  /** Runs after which the bucket may not have what Statsig has. */
  SyncFailures?: number;
  WebhooksRefused?: number;
  /** Regions whose log group could not be set up. */
  LogGroupFailures?: number;
};
