import type { Credentials } from './sign';
import { StoreError } from './store-error';

/**
 * The execution role's credentials, as Lambda hands them over. Read anew for every load.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 * @throws {StoreError} where there are none.
 */
export function roleCredentials(env: NodeJS.ProcessEnv = process.env): Credentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new StoreError(
      'The environment has no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to sign the request with',
    );
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  };
}
