/** Visitors who come again and again with what they were given, and experiments whose allocation changes. */
import type { CloudFrontRequest, CloudFrontResult } from '../../../handler/src/cloudfront';
import { isResponse } from '../../../handler/src/decision';
import type { EdgeHandler } from '../../../handler/src/handler';
import { aViewerRequest, aViewerResponse } from '../cloudfront-events';
import { bucket, experiment, type Rule, rule, type Spec } from '../specs';

export const STICKY = 'statsig_sticky';
export const KEY = Buffer.alloc(32, 1).toString('base64');
export const OTHER_KEY = Buffer.alloc(32, 2).toString('base64');

const group = (id: string, to: number, idType: string, name: string): Rule =>
  rule([bucket('lt', to, { salt: `groups of ${name}`, idType })], {
    id,
    groupName: id,
    isExperimentGroup: true,
    returnValue: { colour: id },
    idType,
  });

/** @param allocated of 1,000 visitors so many are in it, and of those so many in its first group. */
export function anExperiment(
  name: string,
  {
    allocated = 1_000,
    control = 500,
    idType = 'stableID',
    ...values
  }: Partial<Spec> & {
    allocated?: number;
    control?: number;
  } = {},
): Spec {
  const rules = [
    rule([bucket('gte', allocated, { salt: `allocation of ${name}`, idType })], {
      id: 'layerAssignment',
      returnValue: { colour: 'of nobody in it' },
      idType,
    }),
    group('control', control, idType, name),
    group('test', 1_000, idType, name),
  ];
  return experiment(name, rules, { idType, ...values });
}

/** A browser, as far as cookies go. */
export class Browser {
  readonly cookies: Map<string, string>;

  constructor(cookies: Record<string, string> = {}) {
    this.cookies = new Map(Object.entries(cookies));
  }

  request(uri: string, headers: Record<string, string> = {}): CloudFrontRequest {
    const pairs = [...this.cookies].map(([name, value]) => `${name}=${value}`);
    const all = {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
      ...(pairs.length > 0 && { cookie: pairs.join('; ') }),
      ...headers,
    };
    const asked = Object.entries(all).map(([key, value]) => [key, [{ key, value }]]);
    return { ...aViewerRequest(Object.fromEntries(asked)).request, uri };
  }

  /** Asks by way of CloudFront; where the request goes on, the origin answers. */
  async visit(
    handler: EdgeHandler,
    uri: string,
    headers: Record<string, string> = {},
  ): Promise<CloudFrontResult> {
    const { config } = aViewerRequest();
    const request = this.request(uri, headers);
    const outcome = await handler({ Records: [{ cf: { config, request } }] });
    const answer = (
      isResponse(outcome as CloudFrontResult)
        ? outcome
        : await handler({
            Records: [{ cf: { ...aViewerResponse(), request: outcome as CloudFrontRequest } }],
          })
    ) as CloudFrontResult;
    for (const { value } of answer.headers?.['set-cookie'] ?? []) {
      const [pair = ''] = value.split(';');
      const equals = pair.indexOf('=');
      this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return answer;
  }
}

export function bodyOf({ body }: CloudFrontResult): Record<string, unknown> {
  return JSON.parse(body ?? '{}');
}
