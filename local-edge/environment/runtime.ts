/** Lambda's Node.js runtimes that Lambda@Edge takes, and how they differ from Node.js itself. */

export const RUNTIMES = ['nodejs22.x', 'nodejs24.x'] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** As in the deployed stack. */
export const DEFAULT_RUNTIME: Runtime = 'nodejs22.x';

export function isRuntime(name: string): name is Runtime {
  return (RUNTIMES as readonly string[]).includes(name);
}

/**
 * Features that Node.js has on by default and Lambda turns off.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#w292aac41c19
 */
export function flagsOf(runtime: Runtime): string[] {
  if (runtime !== 'nodejs22.x') return [];
  return ['--experimental-require-module', '--experimental-detect-module']
    .filter((flag) => process.allowedNodeEnvironmentFlags.has(flag))
    .map((flag) => flag.replace('--', '--no-'));
}
