import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { declareVariables } from '../../../modules/inputs/variables';
import { declareOutputs } from '../../../modules/outputs';
import type { Stack } from '../../../modules/stack';
import { StatsigEdge } from '../../../modules/statsig-edge';
import type { StatsigEdgeInputs } from '../../../modules/statsig-edge-inputs';
import type { Statement } from '../../../modules/terraform/policy-document';
import { type Synthesized, synthesize } from './synthesize';

/** Stands in for the bundle: a construct never looks inside. */
export const HANDLER = '__tests__/support/modules/handler.mjs';
const LAZY_FILES = Object.fromEntries(
  ['lazy.cjs', 'countries.cjs', 'known.cjs', 'sticky.cjs'].map((name) => [name, HANDLER]),
);
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
      lazyFiles: LAZY_FILES,
      syncFile: HANDLER,
    });
    declareOutputs(stack, edge);
  });

/** The same with every input a variable, but for those that are given, and without sync. */
export const withVariables = (
  build: (stack: Stack, usEast1: AwsProvider) => Partial<StatsigEdgeInputs> = () => ({}),
) =>
  synthesize((stack, usEast1) => {
    const inputs = { ...declareVariables(stack), sync: null, ...build(stack, usEast1) };
    const edge = new StatsigEdge(stack, 'edge', {
      ...inputs,
      usEast1,
      handlerFile: HANDLER,
      lazyFiles: LAZY_FILES,
    });
    declareOutputs(stack, edge);
  });

type Distribution = Record<string, unknown>;

/** The distribution that asks the function, not its staging one. */
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
  const found = all.find(
    ({ origin, staging }) =>
      staging !== true && isIt((origin as { origin_id: string }[])?.[0]?.origin_id),
  );
  if (found === undefined) throw new Error('There is no such distribution.');
  return found;
}

/** The statements of the one policy that speaks of an action, where Terraform decides on none of them. */
export function policyWith(
  { locals, resource }: Pick<Synthesized, 'locals' | 'resource'>,
  action: string,
): Statement[] {
  const roles = Object.values(resource.aws_iam_role ?? {});
  const all: unknown[] = [
    ...Object.values(locals),
    ...roles.map(({ assume_role_policy }) => assume_role_policy),
  ];
  const found = all.find(
    (text) => String(text).includes('jsonencode({\nVersion') && String(text).includes(action),
  );
  if (found === undefined) throw new Error(`No policy speaks of ${action}.`);
  return readObject(/jsonencode\((.*)\)/s.exec(String(found))?.[1] ?? '').Statement;
}

/** An object in Terraform's language, as the constructs write it; references are read as texts. */
function readObject(hcl: string): { Statement: Statement[] } {
  const json = hcl
    .replaceAll('{\n', '{')
    .replaceAll('\n', ',')
    .replace(/,(?=[}\]])/g, '')
    .replace(/([{,])("?)([\w:]+)\2 = /g, '$1"$3":')
    .replace(/(?<=[:[,] ?)[a-z_]+\.[^,\]}"]+/g, '"$&"');
  return JSON.parse(json);
}

/** What Terraform encodes as settings.json, as it is written: key and secret, and the others. */
export function settingsIn({ locals }: Pick<Synthesized, 'locals'>): string {
  const written = Object.entries(locals).filter(([name]) => /_settings(-json)?_/.test(name));
  return written.map(([, text]) => String(text)).join('\n');
}
