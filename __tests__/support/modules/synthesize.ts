import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Testing } from 'cdktf';
import { Stack } from '../../../modules/stack';

type Attributes = Record<string, unknown>;
type ByName = Record<string, Attributes>;

/** What a stack synthesizes to, as far as the tests look at it. */
export interface Synthesized {
  terraform: Record<string, Record<string, Attributes>>;
  variable: Record<string, Attributes>;
  resource: Record<string, ByName>;
  data: Record<string, ByName>;
  output: Record<string, { value: unknown; description?: string }>;
  locals: Record<string, Attributes>;
}

/** Synthesizes a stack of the project's own kind and reads the result. */
export function synthesize(build: (stack: Stack, usEast1: AwsProvider) => void): Synthesized {
  const empty = { variable: {}, resource: {}, data: {}, output: {}, locals: {} };
  return withStack(build, (stack) => ({ ...empty, ...JSON.parse(Testing.synth(stack, true)) }));
}

/** The same in Terraform's native syntax. */
export function synthesizeHcl(build: (stack: Stack, usEast1: AwsProvider) => void): string {
  return withStack(build, (stack) => stack.toHclTerraform().hcl);
}

function withStack<T>(
  build: (stack: Stack, usEast1: AwsProvider) => void,
  read: (stack: Stack) => T,
): T {
  const outdir = mkdtempSync(join(tmpdir(), 'statsig-edge-synth-'));
  try {
    const stack = new Stack(new App({ outdir, stackTraces: false }), 'stack');
    new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
    new ArchiveProvider(stack, 'archive');
    build(stack, new AwsProvider(stack, 'us-east-1', { alias: 'us_east_1', region: 'us-east-1' }));
    stack.prepareStack();
    return read(stack);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The one resource (or data source) of a type. */
export function only(byType: Record<string, ByName>, type: string): Attributes {
  const found = Object.values(byType[type] ?? {});
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`There are ${found.length} of ${type}, and a test expects one.`);
  }
  return first;
}
