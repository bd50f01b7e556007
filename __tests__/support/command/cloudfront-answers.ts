/**
 * CloudFront in moto's place, for reading distributions: moto forgets which functions are attached.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistribution.html
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html
 */
import type { Answer, RecordedRequest } from '../terraform/recording-proxy';

export interface ADistribution {
  id: string;
  domain: string;
  enabled: boolean;
  status: 'Deployed' | 'InProgress';
  origin: string;
  /** ARNs by event, on the default cache behavior. */
  functions: Record<string, string>;
}

const LIST = /^\/2020-05-31\/distribution\/?(\?|$)/;
const ONE = /^\/2020-05-31\/distribution\/([A-Z0-9]+)/;

export function answerForCloudFront(
  { method, url }: Pick<RecordedRequest, 'method' | 'url'>,
  distributions: ADistribution[],
): Answer | undefined {
  if (method !== 'GET') return undefined;
  if (LIST.test(url)) return { status: 200, body: listXml(distributions) };
  const id = ONE.exec(url)?.[1];
  if (id === undefined) return undefined;
  const found = distributions.find((each) => each.id === id);
  return found === undefined ? { status: 404, body: NONE } : { status: 200, body: oneXml(found) };
}

const NAMESPACE = 'xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"';

const NONE = `<ErrorResponse ${NAMESPACE}><Error><Type>Sender</Type><Code>NoSuchDistribution</Code><Message>The specified distribution does not exist.</Message></Error></ErrorResponse>`;

function oneXml(each: ADistribution): string {
  return `<Distribution ${NAMESPACE}><Id>${each.id}</Id><Status>${each.status}</Status><DomainName>${each.domain}</DomainName><DistributionConfig>${configXml(each)}</DistributionConfig></Distribution>`;
}

function listXml(distributions: ADistribution[]): string {
  const items = distributions.map(
    (each) =>
      `<DistributionSummary><Id>${each.id}</Id><Status>${each.status}</Status><DomainName>${each.domain}</DomainName>${configXml(each)}</DistributionSummary>`,
  );
  return `<DistributionList ${NAMESPACE}><IsTruncated>false</IsTruncated><Quantity>${items.length}</Quantity><Items>${items.join('')}</Items></DistributionList>`;
}

function configXml({ enabled, origin, functions }: ADistribution): string {
  const associations = Object.entries(functions).map(
    ([event, arn]) =>
      `<LambdaFunctionAssociation><LambdaFunctionARN>${arn}</LambdaFunctionARN><EventType>${event}</EventType></LambdaFunctionAssociation>`,
  );
  return `<Enabled>${enabled}</Enabled><Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>${origin}</DomainName></Origin></Items></Origins><DefaultCacheBehavior><LambdaFunctionAssociations><Quantity>${associations.length}</Quantity><Items>${associations.join('')}</Items></LambdaFunctionAssociations></DefaultCacheBehavior><CacheBehaviors><Quantity>0</Quantity></CacheBehaviors>`;
}
