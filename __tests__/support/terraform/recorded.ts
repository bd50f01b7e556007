import { unzipSync } from 'fflate';
import { codeOf } from './cloudfront-parts';
import type { RecordedRequest } from './recording-proxy';

/** What Terraform told AWS to run before which event. */
export interface Association {
  eventType: string;
  arn: string;
  includeBody: boolean;
}

/** The function of sync, which is not at the edge. */
const SYNC = /"FunctionName":"[^"]+-sync"/;

const last = (
  requests: readonly RecordedRequest[],
  what: string,
  matches: (request: RecordedRequest) => boolean,
): string => {
  const found = requests.filter(matches).at(-1);
  if (!found) throw new Error(`AWS was never asked for this: ${what}.`);
  return found.body;
};

/**
 * The zip that AWS was given last for the function at the edge, by CreateFunction or UpdateFunctionCode.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html
 */
export const sentZip = (requests: readonly RecordedRequest[]): Buffer => {
  const body = last(
    requests,
    'to run code',
    ({ method, url, body }) =>
      (method === 'POST' && /^\/2015-03-31\/functions\/?$/.test(url) && !SYNC.test(body)) ||
      (method === 'PUT' && /^\/2015-03-31\/functions\/(?![^/]+-sync\/)[^/]+\/code$/.test(url)),
  );
  const { Code, ZipFile = Code?.ZipFile } = JSON.parse(body) as {
    ZipFile?: string;
    Code?: { ZipFile?: string };
  };
  return Buffer.from(ZipFile ?? '', 'base64');
};

/** The code of the CloudFront Function that AWS was given last; null where there was none. */
export const sentCloudFrontFunction = (requests: readonly RecordedRequest[]): string | null => {
  const isFunction = ({ method, url }: RecordedRequest): boolean =>
    (method === 'POST' && /^\/2020-05-31\/function\/?$/.test(url)) ||
    (method === 'PUT' && /^\/2020-05-31\/function\/[^/]+$/.test(url));
  const sent = requests.filter(isFunction).at(-1);
  return sent === undefined ? null : codeOf(sent.body);
};

/** The files in a zip, as text. */
export const unzip = (zip: Buffer): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );

/**
 * The functions that the distribution was given last, by CreateDistribution or UpdateDistribution, by event: they are a
 * set to Terraform.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_LambdaFunctionAssociation.html
 */
export const sentAssociations = (requests: readonly RecordedRequest[]): Association[] => {
  const body = last(
    requests,
    'to distribute',
    ({ method, url }) =>
      (method === 'POST' && /^\/2020-05-31\/distribution(\?|$)/.test(url)) ||
      (method === 'PUT' && /^\/2020-05-31\/distribution\/[^/]+\/config$/.test(url)),
  );
  const element = (xml: string, name: string): string =>
    new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  return [...body.matchAll(/<LambdaFunctionAssociation>(.*?)<\/LambdaFunctionAssociation>/gs)]
    .map(([, association = '']) => ({
      eventType: element(association, 'EventType'),
      arn: element(association, 'LambdaFunctionARN'),
      includeBody: element(association, 'IncludeBody') === 'true',
    }))
    .sort((one, other) => one.eventType.localeCompare(other.eventType));
};
