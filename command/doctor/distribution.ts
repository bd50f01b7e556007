/** The distribution: whether it is on, everywhere, and which function it asks where. */
import {
  type CloudFrontClient,
  type DefaultCacheBehavior,
  GetDistributionCommand,
  paginateListDistributions,
} from '@aws-sdk/client-cloudfront';
import { type Finding, type Found, fail, ok, warn } from '../findings';

export interface Distribution {
  domain: string;
  isEnabled: boolean;
  /** Whether the last change is at every edge location. */
  isDeployed: boolean;
  associations: Association[];
}

export interface Association {
  /** Path pattern of the cache behavior. */
  path: string;
  event: string;
  /** With the version. */
  functionArn: string;
}

export async function readDistribution(
  client: CloudFrontClient,
  id: string,
): Promise<Distribution> {
  const { Distribution: told } = await client.send(new GetDistributionCommand({ Id: id }));
  const config = told?.DistributionConfig;
  return {
    domain: told?.DomainName ?? '',
    isEnabled: config?.Enabled ?? false,
    isDeployed: told?.Status === 'Deployed',
    associations: associationsIn(config?.DefaultCacheBehavior, config?.CacheBehaviors?.Items),
  };
}

export interface OtherDistribution {
  domain: string;
  isEnabled: boolean;
  isDeployed: boolean;
  origins: string[];
  functionArns: string[];
}

/** Every distribution of the account. */
export async function listDistributions(client: CloudFrontClient): Promise<OtherDistribution[]> {
  const found: OtherDistribution[] = [];
  for await (const { DistributionList: page } of paginateListDistributions({ client }, {})) {
    for (const each of page?.Items ?? []) {
      const associations = associationsIn(each.DefaultCacheBehavior, each.CacheBehaviors?.Items);
      found.push({
        domain: each.DomainName ?? '',
        isEnabled: each.Enabled ?? false,
        isDeployed: each.Status === 'Deployed',
        origins: (each.Origins?.Items ?? []).map(({ DomainName }) => DomainName ?? ''),
        functionArns: associations.map(({ functionArn }) => functionArn),
      });
    }
  }
  return found;
}

type Behavior = Pick<DefaultCacheBehavior, 'LambdaFunctionAssociations'> & { PathPattern?: string };

function associationsIn(byDefault: Behavior | undefined, others: Behavior[] = []): Association[] {
  return [...others, ...(byDefault === undefined ? [] : [byDefault])].flatMap(
    ({ PathPattern: path = '*', LambdaFunctionAssociations: list }) =>
      (list?.Items ?? []).map(({ EventType, LambdaFunctionARN }) => ({
        path,
        event: EventType ?? '',
        functionArn: LambdaFunctionARN ?? '',
      })),
  );
}

export function judgeDistribution({
  domain,
  isEnabled,
  isDeployed,
  associations,
}: Distribution): Finding[] {
  return [
    { check: 'distribution', ...state(domain, isEnabled, isDeployed) },
    { check: 'attached', ...attachment(associations) },
  ];
}

function state(domain: string, isEnabled: boolean, isDeployed: boolean): Found {
  if (!isEnabled) {
    return fail(
      `${domain} is disabled`,
      'Nobody is answered. Apply again, or enable it in the console.',
    );
  }
  return isDeployed
    ? ok(`${domain} is enabled and deployed`)
    : warn(
        `${domain} is being deployed`,
        'Some edge locations still have the one before. It takes some minutes; look again then.',
      );
}

function attachment(associations: Association[]): Found {
  const requests = associations.filter(({ event }) => event === 'viewer-request');
  const [first] = requests;
  if (first === undefined) {
    return fail(
      'no function is attached to viewer-request',
      'Nothing is evaluated. With terraform apply the function of this project is attached; to a distribution of your own, give its behavior the output lambda_function_association.',
    );
  }
  const versions = [...new Set(associations.map(({ functionArn }) => functionArn))];
  if (versions.length > 1) {
    return warn(
      `${versions.length} versions are attached: ${versions.map(shortOf).join(', ')}`,
      'Right where the behaviors have functions of their own; else the viewer-request and viewer-response of a behavior should have the same version.',
    );
  }
  const places = associations.map(({ path, event }) => `${path} on ${event}`).join(', ');
  return ok(`${shortOf(first.functionArn)}: ${places}`);
}

/** `name:version`. */
export function shortOf(functionArn: string): string {
  return functionArn.split(':').slice(6).join(':');
}
