import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { declareVariables } from '../../../modules/inputs/variables';
import { declareOutputs } from '../../../modules/outputs';
import type { Stack } from '../../../modules/stack';
import { StatsigEdge } from '../../../modules/statsig-edge';
import type { StatsigEdgeInputs } from '../../../modules/statsig-edge-inputs';
import { only, type Synthesized, synthesize } from './synthesize';

/** Stands in for the bundle: a construct never looks inside. */
export const HANDLER = '__tests__/support/modules/handler.mjs';
/** Specs that are at hand. */
export const SPECS = 'local-edge/statsig-config.json';

/** A stack with a StatsigEdge that is told everything at synth. */
export const plain = (inputs: Partial<StatsigEdgeInputs> = {}) =>
  synthesize((stack, usEast1) => {
    const edge = new StatsigEdge(stack, 'edge', {
      statsigClientKey: 'client-abc',
      usEast1,
      ...inputs,
      handlerFile: inputs.handlerFile ?? HANDLER,
      lazyFiles: { 'lazy.cjs': HANDLER },
    });
    declareOutputs(stack, edge);
  });

/** The same with every input a variable, but for those that are given. */
export const withVariables = (
  build: (stack: Stack, usEast1: AwsProvider) => Partial<StatsigEdgeInputs> = () => ({}),
) =>
  synthesize((stack, usEast1) => {
    const inputs = { ...declareVariables(stack), ...build(stack, usEast1) };
    const edge = new StatsigEdge(stack, 'edge', {
      ...inputs,
      usEast1,
      handlerFile: HANDLER,
      lazyFiles: {},
    });
    declareOutputs(stack, edge);
  });

type Distribution = Record<string, unknown>;

/** The distribution that asks the function. */
export const distributionOf = ({ resource }: Pick<Synthesized, 'resource'>): Distribution =>
  distributionWhere(resource, (originId) => originId !== 'specs');

/** The one in front of the specs' bucket. */
export const specsDistributionOf = ({ resource }: Pick<Synthesized, 'resource'>): Distribution =>
  distributionWhere(resource, (originId) => originId === 'specs');

/** The origins of the first one are Terraform's to decide on, where they are a variable. */
function distributionWhere(
  resource: Synthesized['resource'],
  isIt: (originId: string | undefined) => boolean,
): Distribution {
  const all = Object.values(resource.aws_cloudfront_distribution ?? {});
  const found = all.find(({ origin }) => isIt((origin as { origin_id: string }[])?.[0]?.origin_id));
  if (found === undefined) throw new Error('There is no such distribution.');
  return found;
}

/** A statement of a policy document, as far as the tests look at it. */
export interface Statement {
  sid?: string;
  actions: string[];
  resources?: string[];
}

/** The statements of the one policy that speaks of an action. */
export function policyWith(data: Synthesized['data'], action: string): Statement[] {
  const documents = Object.values(data.aws_iam_policy_document ?? {}) as {
    statement: Statement[];
  }[];
  const found = documents.find(({ statement }) =>
    statement.some(({ actions }) => actions.includes(action)),
  );
  if (found === undefined) throw new Error(`No policy speaks of ${action}.`);
  return found.statement;
}

/** What Terraform encodes as settings.json, as it is written. */
export function settingsIn({ data }: Pick<Synthesized, 'data'>): string {
  const { source } = only(data, 'archive_file') as {
    source: { filename: string; content: string }[];
  };
  const settings = source.find(({ filename }) => filename === 'settings.json');
  return settings?.content ?? '';
}
