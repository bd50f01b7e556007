/** The function's identity: its environment variables, its credentials and the context of an invocation. */
import type { Credentials } from '../store/sigv4';

/** The Region of the function, and of its replica unless another is given. */
const REGION = 'us-east-1';
const FUNCTION_NAME = 'statsig-edge';
/** Lambda's name for the replica of a us-east-1 function at the edge. */
const REPLICA_NAME = `us-east-1.${FUNCTION_NAME}`;
const FUNCTION_VERSION = '1';
const LOG_GROUP = `/aws/lambda/${REPLICA_NAME}`;
const LOG_STREAM = `local/[${FUNCTION_VERSION}]`;

/** Credentials of no account; only the local store accepts them. */
export const DUMMY_CREDENTIALS: Required<Credentials> = {
  accessKeyId: 'ASIALOCALEDGEEXAMPLE',
  secretAccessKey: 'local-edge-secret-of-nobody',
  sessionToken: 'local-edge-session-of-nobody',
};

/**
 * The only environment variables a Lambda@Edge function has.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function reservedVariables(
  folder: string,
  memoryMb: number,
  region: string = REGION,
): Record<string, string> {
  return {
    _HANDLER: 'index.handler',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_NAME: REPLICA_NAME,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: FUNCTION_VERSION,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: LOG_GROUP,
    AWS_LAMBDA_LOG_STREAM_NAME: LOG_STREAM,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_SESSION_TOKEN: DUMMY_CREDENTIALS.sessionToken,
    LAMBDA_TASK_ROOT: folder,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}

/**
 * The part of the handler's second argument that is the same for every invocation.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export function contextOf(memoryMb: number): Record<string, string> {
  return {
    functionName: REPLICA_NAME,
    functionVersion: FUNCTION_VERSION,
    invokedFunctionArn: `arn:aws:lambda:${REGION}:123456789012:function:${REPLICA_NAME}:${FUNCTION_VERSION}`,
    logGroupName: LOG_GROUP,
    logStreamName: LOG_STREAM,
    memoryLimitInMB: String(memoryMb),
  };
}
