/** The function's version that the distribution asks, and the versions beside it. */
import {
  GetFunctionCommand,
  type LambdaClient,
  paginateListVersionsByFunction,
} from '@aws-sdk/client-lambda';
import { strFromU8, unzipSync } from 'fflate';
import { parseSettings, type Settings } from '../../handler/src/settings';
import { isForbidden, type Looked } from '../aws/look';
import { type Finding, fail, ok, warn } from '../findings';
import type { OtherDistribution } from './distribution';

export interface EdgeFunction {
  name: string;
  version: string;
  state: string;
  roleArn: string;
  logGroup: string;
  /** Where its zip can be downloaded for some minutes. */
  codeUrl: string;
}

export async function readFunction(client: LambdaClient, arn: string): Promise<EdgeFunction> {
  const { Configuration: told, Code } = await client.send(
    new GetFunctionCommand({ FunctionName: arn }),
  );
  const name = told?.FunctionName ?? '';
  return {
    name,
    version: told?.Version ?? '',
    state: told?.State ?? 'Active',
    roleArn: told?.Role ?? '',
    // Where it is not set, Lambda@Edge names it after the Region that the function comes from.
    logGroup: loggingGroup(told?.LoggingConfig?.LogGroup, name),
    codeUrl: Code?.Location ?? '',
  };
}

function loggingGroup(told: string | undefined, name: string): string {
  const isDefault = told === undefined || told === `/aws/lambda/${name}`;
  return isDefault ? `/aws/lambda/us-east-1.${name}` : told;
}

/** The numbers of all published versions, oldest first. */
export async function listVersions(client: LambdaClient, name: string): Promise<number[]> {
  const found: number[] = [];
  const pages = paginateListVersionsByFunction({ client }, { FunctionName: name });
  for await (const { Versions } of pages) {
    for (const { Version } of Versions ?? []) {
      if (Version !== undefined && Version !== '$LATEST') found.push(Number(Version));
    }
  }
  return found.sort((a, b) => a - b);
}

/** The settings in a function's zip. @throws when it has none, or none that work. */
export function settingsIn(zip: Uint8Array): Settings {
  const file = unzipSync(zip)['settings.json'];
  if (file === undefined) throw new Error('there is no settings.json in the zip');
  return parseSettings(JSON.parse(strFromU8(file)));
}

export async function downloadZip(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`the zip is answered with ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

export function judgeFunction(
  arn: string,
  looked: Looked<EdgeFunction>,
  versions: Looked<number[]>,
): Finding[] {
  const check = 'function';
  if (looked.found === null) {
    const what = `${arn} cannot be read: ${looked.problem}`;
    return [
      {
        check,
        ...(isForbidden(looked.problem)
          ? warn(what, 'Doctor needs lambda:GetFunction. Nothing behind the function is looked at.')
          : fail(what, 'Where it was deleted, viewers get error pages: deploy again.')),
      },
    ];
  }
  const { name, version, state } = looked.found;
  if (state !== 'Active' && state !== 'Inactive') {
    return [
      {
        check,
        ...fail(`${name}:${version} is ${state}`, 'Lambda could not make it ready; deploy again.'),
      },
    ];
  }
  const newest = versions.found?.at(-1) ?? Number(version);
  return [
    {
      check,
      ...(newest > Number(version)
        ? warn(
            `${name}:${version} is attached, and there is a newer version ${newest}`,
            'What was deployed last is not what viewers get. Apply again, or attach the newer version to your own distribution.',
          )
        : ok(`${name}:${version} is the newest version`)),
    },
  ];
}

export function judgeSettings(looked: Looked<Settings>): Finding[] {
  const check = 'settings';
  return [
    looked.found === null
      ? {
          check,
          ...warn(
            `cannot be read from the function's zip: ${looked.problem}`,
            'So the bucket and the client key are not known, and not looked at.',
          ),
        }
      : {
          check,
          ...ok(`client key ${looked.found.clientKey}, specs at ${looked.found.specs.url}`),
        },
  ];
}

/** Versions that no distribution asks any more. */
export function judgeVersions(
  name: string,
  versions: Looked<number[]>,
  distributions: Looked<OtherDistribution[]>,
): Finding[] {
  const check = 'versions';
  if (versions.found === null || distributions.found === null) {
    const problem = versions.problem ?? distributions.problem;
    return [
      {
        check,
        ...warn(`cannot be listed: ${problem}`, 'So it is not known which can be deleted.'),
      },
    ];
  }
  const used = distributions.found.flatMap(({ functionArns }) => functionArns);
  const left = versions.found.filter(
    (version) => !used.some((arn) => arn.endsWith(`:function:${name}:${version}`)),
  );
  if (left.length === 0) return [{ check, ...ok('none is left behind') }];
  const [first] = left;
  return [
    {
      check,
      ...warn(
        `${left.length} that no distribution asks: ${left.join(', ')}`,
        `They count towards the account's storage of code. Some hours after a distribution let go of one it can be deleted: aws lambda delete-function --region us-east-1 --function-name ${name} --qualifier ${first}`,
      ),
    },
  ];
}
