/** The distribution that `npm start` has: that of the flags, or the one that Terraform describes. */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../error-message';
import { folderOrigin } from '../folder-origin';
import { echoOriginAs, type Origin, originAt } from '../origin';
import type { LocalEdgeOptions } from '../server';
import { distributionIn, type TerraformDistribution } from '../terraform/distribution';
import { isFolder, readText } from './files';
import { type Flags, StartError } from './flags';

type OfDistribution = Pick<
  LocalEdgeOptions,
  | 'behaviors'
  | 'defaultRootObject'
  | 'errorPages'
  | 'events'
  | 'includeBody'
  | 'methods'
  | 'origin'
  | 'cachePolicy'
  | 'originRequestPolicy'
>;

/**
 * @param warn gets what is in the distribution and not simulated
 * @throws {StartError} when the description cannot be used
 */
export function distributionOptions(flags: Flags, warn: (line: string) => void): OfDistribution {
  const { distribution, origins, events, includeBody, methods, errorPages } = flags;
  if (distribution !== null) return described(distribution, origins, warn);
  const [named] = origins.filter(({ id }) => id !== null);
  if (named || origins.length > 1) {
    throw new StartError(
      `--origin${named ? ` ${named.id}=…` : ''}: without --distribution there is one origin, and it has no id. Give one address.`,
    );
  }
  const { cachePolicy, originRequestPolicy } = flags;
  return {
    ...{ events, includeBody, methods, errorPages, cachePolicy, originRequestPolicy },
    ...(origins[0] && { origin: originAtPlace(origins[0]) }),
  };
}

function described(
  { file, address }: NonNullable<Flags['distribution']>,
  origins: Flags['origins'],
  warn: (line: string) => void,
): OfDistribution {
  const distribution = read(file, address);
  const originOf = originsBy(distribution, origins);
  for (const line of distribution.notSimulated) warn(`WARN --distribution ${file}: ${line}.`);
  const behaviors = distribution.behaviors.map(({ originId, ...behavior }) => ({
    ...behavior,
    origin: originOf(originId),
  }));
  // The default behavior takes what no other does.
  const { pathPattern: _, ...rest } = behaviors.pop() ?? { pathPattern: '*' };
  const { errorPages, defaultRootObject } = distribution;
  return { behaviors, errorPages, defaultRootObject, ...rest };
}

function read(file: string, address: string | null): TerraformDistribution {
  try {
    return distributionIn(JSON.parse(readText('--distribution', stackIn(file))), address);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`--distribution ${file}: ${messageOf(error)}`);
  }
}

/** The synthesized stack in a folder such as cdktf.out; a file is taken as it is. */
function stackIn(path: string): string {
  if (!isFolder(path)) return path;
  const stacks = join(path, 'stacks');
  const files = isFolder(stacks)
    ? readdirSync(stacks).map((name) => join(stacks, name, 'cdk.tf.json'))
    : [join(path, 'cdk.tf.json')];
  const [only, another] = files.filter((file) => existsSync(file));
  if (only !== undefined && another === undefined) return only;
  throw new StartError(
    only === undefined
      ? `--distribution ${path}: there is no synthesized stack in the folder. Run cdktf synth, or give the file of a plan.`
      : `--distribution ${path}: there are several stacks in the folder. Give one, such as ${only}.`,
  );
}

/** One that no flag names answers with the request that it got. */
function originsBy(
  { origins }: TerraformDistribution,
  given: Flags['origins'],
): (id: string) => Origin {
  const unknown = given.find(({ id }) => id !== null && !Object.hasOwn(origins, id));
  if (unknown) {
    throw new StartError(
      `--origin ${unknown.id}=…: the distribution has no such origin; it has ${Object.keys(origins).join(', ')}.`,
    );
  }
  return (id) => {
    const address = origins[id] ?? new URL('https://example.org');
    const named = given.find((one) => one.id === id) ?? given.find((one) => one.id === null);
    return named === undefined ? echoOriginAs(address) : originAtPlace(named, address);
  };
}

/** @param address what it has on AWS; by default the place itself. */
function originAtPlace({ id, place }: Flags['origins'][number], address?: URL): Origin {
  if (place instanceof URL) {
    return address === undefined
      ? originAt(place, {})
      : originAt(address, { [address.origin]: place.href });
  }
  if (isFolder(place)) return folderOrigin(place, address);
  throw new StartError(
    `--origin ${id === null ? '' : `${id}=`}${place}: there is no such folder, and it is no http or https address, such as http://localhost:3000.`,
  );
}
