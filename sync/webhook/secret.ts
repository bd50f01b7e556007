/** The secret that Statsig signs with. It is nowhere but in SSM or Secrets Manager, and here for some minutes. */
import { callAws } from '../aws';

const REMEMBERED_MS = 300_000;

export function rememberedSecret(
  read: () => Promise<string>,
  now: () => number,
): () => Promise<string> {
  let known: { secret: string; until: number } | null = null;
  return async () => {
    if (known === null || now() >= known.until) {
      known = { secret: await read(), until: now() + REMEMBERED_MS };
    }
    return known.secret;
  };
}

/** @param arn of a parameter in SSM or of a secret in Secrets Manager. */
export async function readSecret(arn: string): Promise<string> {
  const [, , service = '', region = ''] = arn.split(':');
  const secret = service === 'ssm' ? await parameter(arn, region) : await managed(arn, region);
  if (!secret) throw new Error(`There is no text in ${arn}.`);
  return secret.trim();
}

async function parameter(arn: string, region: string): Promise<string | undefined> {
  const asked = { Name: arn, WithDecryption: true };
  type Answer = { Parameter?: { Value?: string } };
  const answer = await callAws<Answer>('ssm', region, 'AmazonSSM.GetParameter', asked);
  return answer.Parameter?.Value;
}

async function managed(arn: string, region: string): Promise<string | undefined> {
  const target = 'secretsmanager.GetSecretValue';
  type Answer = { SecretString?: string };
  const answer = await callAws<Answer>('secretsmanager', region, target, { SecretId: arn });
  return answer.SecretString;
}
