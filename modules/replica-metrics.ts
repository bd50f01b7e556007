/** What the function counts, in every Region that it runs in: see handler/src/metrics.ts. */
export const NAMESPACE = 'StatsigEdge';

/** What the function is called where Lambda@Edge runs it, in us-east-1 as well. */
export function replicaName(name: string): string {
  return `us-east-1.${name}`;
}
