/** Looks at everything that one distribution needs to evaluate, from the viewer to the specs. */
import { messageOf } from '../../handler/src/log';
import { REGIONS } from '../../local-edge/store/regions';
import { CommandError } from '../errors';
import { type Finding, warn } from '../findings';
import type { Terminal } from '../terminal';
import { judgeBucket, readBucket } from './bucket';
import type { Clients } from './clients';
import { judgeDistribution, listDistributions, readDistribution } from './distribution';
import {
  judgeFunction,
  judgeSettings,
  judgeVersions,
  listVersions,
  readFunction,
  settingsIn,
} from './function';
import { judgeLogs, readLogs } from './logs';
import { look } from './look';
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
  { clients, zip, statsigTime, now }: World,
  progress: Terminal['progress'],
): Promise<Finding[]> {
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
  const [edge, versions, others] = await Promise.all([
    look(() => readFunction(clients.lambda, arn)),
    look(() => listVersions(clients.lambda, name)),
    look(() => listDistributions(clients.cloudfront)),
  ]);
  findings.push(...judgeFunction(arn, edge, versions));
  if (edge.found === null) return findings;
  const { codeUrl, roleArn, logGroup } = edge.found;
  const settings = await look(async () => settingsIn(await zip(codeUrl)));
  findings.push(...judgeSettings(settings));

  progress('the role and the specs');
  const specs = settings.found?.specs ?? null;
  const place = specs && placeOf(specs, others.found ?? []);
  const objectArn = place && `arn:aws:s3:::${place.bucket}/${place.key}`;
  const [role, object, bucket, statsig] = await Promise.all([
    look(() => readRole(clients.iam, roleArn)),
    place && look(() => readObject(clients.s3, place)),
    place && look(() => readBucket(clients.s3, place.bucket)),
    settings.found && look(() => statsigTime(settings.found.clientKey)),
  ]);
  findings.push(
    ...judgeRole(role, {
      logArn: `arn:aws:logs:eu-west-1:${account}:log-group:${logGroup}:log-stream:any`,
      objectArn: specs?.access === 'private' ? objectArn : null,
      kmsKeyArn: object?.found?.kmsKeyArn ?? null,
    }),
  );
  if (specs?.access === 'cloudfront') {
    findings.push(...judgeSpecsDistribution(new URL(specs.url).hostname, others));
  }
  if (specs && place === null && specs.access !== 'cloudfront') {
    findings.push(elsewhere(specs.url));
  }
  if (specs && place && objectArn && object && bucket && statsig) {
    findings.push(
      ...judgeBucket(bucket, specs.access, objectArn),
      ...judgeObject(object, place),
      ...judgeFreshness(object, statsig, place),
    );
  }

  progress('the logs of every Region');
  const logs = await Promise.all(
    REGIONS.map(async (region) => ({
      region,
      logs: await look(() => readLogs(clients.logs(region), logGroup, now())),
    })),
  );
  const attached =
    others.found === null
      ? others
      : { found: others.found.flatMap(({ functionArns }) => functionArns), problem: null };
  findings.push(...judgeLogs(logGroup, logs), ...judgeVersions(name, versions, attached));
  return findings;
}

function elsewhere(url: string): Finding {
  return {
    check: 'bucket',
    ...warn(`${url} is not the address of a bucket`, 'So what is there is not looked at.'),
  };
}
