/** What the function counts, in every Region that it runs in: see handler/src/metrics.ts. */
export { NAMESPACE } from '../handler/src/metric-line';

/** What the function is called where Lambda@Edge runs it, in us-east-1 as well. */
export function replicaName(name: string): string {
  return `us-east-1.${name}`;
}
