import { TerraformOutput, type TerraformStack } from 'cdktf';
import type { StatsigEdge } from './statsig-edge';
import { choose } from './terraform/condition';
import { bare, hcl } from './terraform/expression';

interface Output {
  readonly description: string;
  value(edge: StatsigEdge): unknown;
}

/** What is told after an apply, by its name in Terraform; null where it is not there. */
const outputs: Readonly<Record<string, Output>> = {
  domain_name: {
    description: 'Domain name of the distribution.',
    value: (edge) => edge.distribution.orNull('domain_name'),
  },
  curl: {
    description: 'A line to try it with.',
    value: (edge) =>
      choose(
        edge.hasDistribution,
        () => `curl https://${edge.distribution.get('domain_name')}/`,
        () => undefined,
      ),
  },
  function_qualified_arn: {
    description: "ARN of the function's published version.",
    value: (edge) => edge.lambda.orNull('qualified_arn'),
  },
  lambda_function_association: {
    description:
      'What a cache behavior of another distribution takes as its lambda_function_association, by event type.',
    value: (edge) =>
      choose(
        edge.isCreated,
        () =>
          hcl`{ for event_type in ${edge.events} : event_type => ${{
            event_type: bare('event_type'),
            lambda_arn: edge.lambda.get('qualified_arn'),
            include_body: false,
          }} }`,
        () => ({}),
      ),
  },
  bucket: {
    description: 'Name of the bucket with the specs.',
    value: (edge) => edge.store.bucket,
  },
  config_url: {
    description: 'Where the function gets the specs.',
    value: (edge) =>
      choose(
        edge.isCreated,
        () => edge.store.url,
        () => undefined,
      ),
  },
  log_group_name: {
    description:
      "Name of the function's log group: in us-east-1, and in every other Region that the function has run in.",
    value: (edge) =>
      choose(
        edge.isCreated,
        () => edge.edgeFunction.logGroupName,
        () => undefined,
      ),
  },
};

/** Declares every output of the stack. */
export function declareOutputs(stack: TerraformStack, edge: StatsigEdge): void {
  for (const [name, { description, value }] of Object.entries(outputs)) {
    const output = new TerraformOutput(stack, `output-${name}`, {
      description,
      value: value(edge),
    });
    output.overrideLogicalId(name);
  }
}
