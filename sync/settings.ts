/** What the function is told, in its environment. */

export interface SyncSettings {
  clientKey: string;
  /** Whom the specs are asked from, such as `https://api.statsigcdn.com`. */
  statsigUrl: string;
  bucket: string;
  key: string;
  /** Of the bucket, and of the function. */
  region: string;
  compression: Compression;
  /** Whether specs may be replaced by older ones. */
  allowOlder: boolean;
  /** Where the webhook's secret is; null where there is no webhook. */
  secretArn: string | null;
  functionName: string;
}

export type Compression = 'none' | 'gzip';

/** @throws {Error} that names what is missing. */
export function readSettings(env: NodeJS.ProcessEnv): SyncSettings {
  const get = (name: string): string => {
    const value = env[name];
    if (value) return value;
    throw new Error(`The environment variable ${name} is missing: deploy the function again.`);
  };
  return {
    clientKey: get('STATSIG_CLIENT_KEY'),
    statsigUrl: get('STATSIG_URL'),
    bucket: get('SPECS_BUCKET'),
    key: get('SPECS_KEY'),
    region: get('AWS_REGION'),
    compression: get('SPECS_COMPRESSION') as Compression,
    allowOlder: get('ALLOW_OLDER_SPECS') === 'true',
    secretArn: env.WEBHOOK_SECRET_ARN || null,
    functionName: get('AWS_LAMBDA_FUNCTION_NAME'),
  };
}
