import type { Credentials } from '../store/sigv4';

/** The Region whose replica of the function the local edge is. */
export const REGION = 'us-east-1';
export const FUNCTION_NAME = 'statsig-edge';
/** Lambda's name for the replica of a us-east-1 function at the edge. */
export const REPLICA_NAME = `us-east-1.${FUNCTION_NAME}`;
export const FUNCTION_VERSION = '1';

/** Of nobody's account; the local store knows them. */
export const DUMMY_CREDENTIALS: Required<Credentials> = {
  accessKeyId: 'ASIALOCALEDGEEXAMPLE',
  secretAccessKey: 'local-edge-secret-of-nobody',
  sessionToken: 'local-edge-session-of-nobody',
};

/**
 * The only environment variables a Lambda@Edge function has.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function reservedVariables(folder: string, memoryMb: number): Record<string, string> {
  return {
    _HANDLER: 'index.handler',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_NAME: REPLICA_NAME,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: FUNCTION_VERSION,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${REPLICA_NAME}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `local/[${FUNCTION_VERSION}]`,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_SESSION_TOKEN: DUMMY_CREDENTIALS.sessionToken,
    LAMBDA_TASK_ROOT: folder,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}
