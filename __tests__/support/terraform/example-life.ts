import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGateSpecs } from '../open-gate-specs';
import { startFakeAws } from './fake-aws';
import { checkOutModule } from './module';
import { type Plan, proposedChanges, type ResourceChange } from './plan';
import { bucketPoliciesMade, type DistributionMade, distributionsMade } from './read-back';
import {
  type Association,
  sentAssociations,
  sentCloudFrontFunction,
  sentZip,
  unzip,
} from './recorded';
import type { Toolchain } from './toolchain';
import { warningsIn } from './warnings';

/** What came of an example, from `init` to `destroy`. */
export interface ExampleLife {
  /** Headlines of all warnings on the way. */
  warnings: string[];
  /** What `terraform show -json` says of the first plan. */
  plan: unknown;
  /** The first plan, as people read it. */
  planText: string;
  /** What existed when it was applied. */
  made: string[];
  /** What was read back then. */
  distributions: DistributionMade[];
  /** The statements of each bucket's policy, by the bucket's name. */
  bucketPolicies: Record<string, unknown[]>;
  associations: Association[];
  /** The code of the CloudFront Function that was made last; null where none was. */
  cloudFrontFunction: string | null;
  /** The files in the function's zip, by name. */
  files: Record<string, string>;
  /** What a second plan would change right after. */
  changes: ResourceChange[];
  /** What existed when it was destroyed. */
  left: string[];
}

/**
 * Deploys an example of the module to a fake AWS of its own, plans it again and destroys it. The AWS provider mostly
 * waits for the distribution meanwhile, so that several lives at once are hardly slower than one.
 * @param name - of the example's folder.
 * @param inputs - given to it beside the client key and the specs, whose gate is open to everybody.
 */
export const liveExample = async (
  toolchain: Toolchain,
  name: string,
  inputs: Readonly<Record<string, string>>,
): Promise<ExampleLife> => {
  const aws = await startFakeAws(toolchain.motoServer);
  const module = checkOutModule(toolchain, aws.endpoint);
  const below = join('examples', name);
  const warnings: string[] = [];
  const terraform = async (...args: string[]): Promise<void> => {
    const result = await module.tryTerraform(below, ...args, '-no-color');
    if (result.code !== 0) throw new Error(`${args[0]}: ${result.stdout}\n${result.stderr}`);
    warnings.push(...warningsIn(result));
  };
  try {
    const specs = join(module.folder, 'open-gate.json');
    writeFileSync(specs, openGateSpecs());
    const given = { statsig_client_key: 'client-example', specs_file: specs, ...inputs };
    for (const [input, value] of Object.entries(given)) module.set(input, value);

    await terraform('init');
    await terraform('validate');
    await terraform('plan', '-out=first.tfplan');
    const first = await module.terraform(below, 'show', '-json', 'first.tfplan');
    const planText = await module.terraform(below, 'show', '-no-color', 'first.tfplan');
    await terraform('apply', 'first.tfplan');
    const made = await aws.inventory();
    const distributions = await distributionsMade(aws.endpoint);
    const bucketPolicies = await bucketPoliciesMade(aws.endpoint, made);
    const associations = sentAssociations(aws.requests);
    await terraform('plan', '-out=second.tfplan');
    const second = await module.terraform(below, 'show', '-json', 'second.tfplan');
    await terraform('destroy', '-auto-approve');
    return {
      warnings,
      plan: JSON.parse(first),
      planText,
      made,
      distributions,
      bucketPolicies,
      associations,
      cloudFrontFunction: sentCloudFrontFunction(aws.requests),
      files: unzip(sentZip(aws.requests)),
      changes: proposedChanges(JSON.parse(second) as Plan),
      left: await aws.inventory(),
    };
  } finally {
    module.remove();
    await aws.stop();
  }
};
