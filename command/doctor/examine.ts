/** Looks at everything that one distribution needs to evaluate, from the viewer to the specs. */
import { messageOf } from '../../handler/src/log';
import type { Settings } from '../../handler/src/settings';
import { REGIONS } from '../../local-edge/store/regions';
import type { Clients } from '../aws/clients';
import { type Looked, look } from '../aws/look';
import { CommandError } from '../errors';
import { type Finding, warn } from '../findings';
import type { Terminal } from '../terminal';
import { judgeBucket, readBucket } from './bucket';
import {
  judgeDistribution,
  listDistributions,
  type OtherDistribution,
  readDistribution,
} from './distribution';
import {
  type EdgeFunction,
  judgeFunction,
  judgeSettings,
  judgeVersions,
  listVersions,
  readFunction,
  settingsIn,
} from './function';
import { judgeLogs, readLogs } from './logs';
import { judgeFreshness, judgeObject, readObject } from './object';
import { placeOf } from './place';
import { judgeRole, readRole } from './role';
import { judgeSpecsDistribution } from './specs-distribution';

export interface World {
  clients: Clients;
  /** Downloads a function's zip. */
  zip: (url: string) => Promise<Uint8Array>;
  /** The time of the specs that Statsig has for a client key, in milliseconds since 1970. */
  statsigTime: (clientKey: string) => Promise<number>;
  now: () => number;
}

/** @throws {CommandError} when the distribution cannot be read. */
export async function examine(
  id: string,
  world: World,
  progress: Terminal['progress'],
): Promise<Finding[]> {
  const { clients } = world;
  progress('the distribution');
  const distribution = await readDistribution(clients.cloudfront, id).catch((error: unknown) => {
    throw new CommandError(
      `The distribution ${id} cannot be read: ${messageOf(error)}. Is it its id (output distribution_id), and are these credentials of its account?`,
    );
  });
  const findings = judgeDistribution(distribution);
  const arn = distribution.associations.find(
    ({ event }) => event === 'viewer-request',
  )?.functionArn;
  if (arn === undefined) return findings;

  progress('the function');
  const [, , , , account = '', , name = ''] = arn.split(':');
  const [edge, versions, distributions] = await Promise.all([
    look(() => readFunction(clients.lambda, arn)),
    look(() => listVersions(clients.lambda, name)),
    look(() => listDistributions(clients.cloudfront)),
  ]);
  findings.push(...judgeFunction(arn, edge, versions));
  if (edge.found === null) return findings;
  const { codeUrl, logGroup } = edge.found;
  const settings = await look(async () => settingsIn(await world.zip(codeUrl)));

  progress('the role and the specs');
  const specs = await examineSpecs(edge.found, account, settings, distributions, world);
  progress('the logs of every Region');
  const logs = await Promise.all(
    REGIONS.map(async (region) => ({
      region,
      logs: await look(() => readLogs(clients.logs(region), region, logGroup, world.now())),
    })),
  );
  return [
    ...findings,
    ...judgeSettings(settings),
    ...specs,
    ...judgeLogs(name, logGroup, logs),
    ...judgeVersions(name, versions, distributions),
  ];
}

/** The specs, and whether the function may read them. */
async function examineSpecs(
  { roleArn, logGroup }: EdgeFunction,
  account: string,
  settings: Looked<Settings>,
  distributions: Looked<OtherDistribution[]>,
  { clients, statsigTime }: World,
): Promise<Finding[]> {
  const specs = settings.found?.specs ?? null;
  const place = specs && placeOf(specs, distributions.found ?? []);
  const objectArn = place && `arn:aws:s3:::${place.bucket}/${place.key}`;
  const [role, object, bucket, statsig] = await Promise.all([
    look(() => readRole(clients.iam, roleArn)),
    place && look(() => readObject(clients.s3, place)),
    place && look(() => readBucket(clients.s3, place.bucket)),
    settings.found && look(() => statsigTime(settings.found.clientKey)),
  ]);
  const findings = judgeRole(role, {
    logArn: `arn:aws:logs:eu-west-1:${account}:log-group:${logGroup}:log-stream:any`,
    objectArn: specs?.access === 'private' ? objectArn : null,
    kmsKeyArn: object?.found?.kmsKeyArn ?? null,
  });
  if (specs?.access === 'cloudfront') {
    findings.push(...judgeSpecsDistribution(new URL(specs.url).hostname, distributions));
  } else if (specs && place === null) {
    findings.push(elsewhere(specs.url));
  }
  if (specs && place && objectArn && object && bucket && statsig) {
    findings.push(
      ...judgeBucket(bucket, specs.access, objectArn),
      ...judgeObject(object, place),
      ...judgeFreshness(object, statsig, place),
    );
  }
  return findings;
}

function elsewhere(url: string): Finding {
  return {
    check: 'bucket',
    ...warn(`${url} is not the address of a bucket`, 'So what is there is not looked at.'),
  };
}
