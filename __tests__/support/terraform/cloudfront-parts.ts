import { createHash } from 'node:crypto';
import type { Answer, RecordedRequest } from './recording-proxy';

const WHEN = '2026-01-01T00:00:00Z';

/** Cache policies and CloudFront Functions, of which moto 5.2 knows nothing. */
export interface CloudFrontParts {
  answer(request: RecordedRequest): Answer | undefined;
  /** What exists, as `kind name`. */
  inventory(): string[];
}

/**
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateCachePolicy.html
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html
 */
export const keepCloudFrontParts = (): CloudFrontParts => {
  const policies = new Map<string, string>();
  const functions = new Map<string, string>();

  const policyAnswer = (id: string): Answer => {
    const config = policies.get(id);
    if (config === undefined) return noSuch('CachePolicy');
    return found(
      `<CachePolicy><Id>${id}</Id><LastModifiedTime>${WHEN}</LastModifiedTime>${config}</CachePolicy>`,
    );
  };
  const functionAnswer = (name: string): Answer => {
    const sent = functions.get(name);
    if (sent === undefined) return noSuch('FunctionExists');
    const arn = `arn:aws:cloudfront::123456789012:function/${name}`;
    return found(
      `<FunctionSummary><Name>${name}</Name><Status>UNASSOCIATED</Status>${element(sent, 'FunctionConfig')}` +
        `<FunctionMetadata><FunctionARN>${arn}</FunctionARN><Stage>LIVE</Stage><LastModifiedTime>${WHEN}</LastModifiedTime></FunctionMetadata></FunctionSummary>`,
    );
  };

  return {
    inventory: () => [
      ...[...policies.values()].map((config) => `cache policy ${text(config, 'Name')}`),
      ...[...functions.keys()].map((name) => `CloudFront function ${name}`),
    ],
    answer: ({ method, url, body }) => {
      const [, kind, name, action] =
        /^\/2020-05-31\/(cache-policy|function)(?:\/([^/?]+))?(?:\/(\w+))?(?:\?|$)/.exec(url) ?? [];
      if (kind === undefined) return undefined;
      const [kept, answerOf] =
        kind === 'function'
          ? ([functions, functionAnswer] as const)
          : ([policies, policyAnswer] as const);
      if (method === 'DELETE') {
        kept.delete(name ?? '');
        return { status: 204, body: '' };
      }
      if (kind === 'function' && method === 'GET' && action === undefined) {
        const sent = functions.get(name ?? '');
        return sent === undefined ? noSuch('FunctionExists') : foundCode(codeOf(sent));
      }
      if ((method === 'POST' || method === 'PUT') && action === undefined) {
        const id = name ?? (kind === 'function' ? text(body, 'Name') : `policy-${kept.size}`);
        kept.set(id, kind === 'function' ? body : element(body, 'CachePolicyConfig'));
        return answerOf(id);
      }
      return answerOf(name ?? '');
    },
  };
};

/** The code in a CreateFunction or UpdateFunction. */
export const codeOf = (sent: string): string =>
  Buffer.from(text(sent, 'FunctionCode'), 'base64').toString('utf8');

const element = (xml: string, name: string): string =>
  new RegExp(`<${name}[ >].*</${name}>`, 's').exec(xml)?.[0] ?? '';

const text = (xml: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';

const found = (body: string): Answer => ({ status: 200, body, headers: { etag: etagOf(body) } });

const foundCode = (code: string): Answer => ({
  ...found(code),
  headers: { etag: etagOf(code), 'content-type': 'application/javascript' },
});

const etagOf = (body: string): string => createHash('md5').update(body).digest('hex');

const noSuch = (what: string): Answer => ({
  status: 404,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>NoSuch${what}</Code><Message>There is none.</Message></Error></ErrorResponse>`,
});
