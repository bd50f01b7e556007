/** The function's identity: its environment variables, its credentials and the context of an invocation. */
import type { Credentials } from '../store/sigv4';
import type { Runtime } from './runtime';

/** The Region of the function, which Lambda@Edge replicates to others. */
export const HOME_REGION = 'us-east-1';
const FUNCTION_NAME = 'my-function';
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
 * The only environment variables a Lambda@Edge function has. A worker thread sets `_X_AMZN_TRACE_ID` at each invocation.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function reservedVariables(of: {
  folder: string;
  runtime: Runtime;
  memoryMb: number;
  region: string;
}): Record<string, string> {
  const { region } = of;
  const node = of.runtime.replace(/js|\.x/g, '');
  return {
    _HANDLER: 'index.handler',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${of.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: REPLICA_NAME,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(of.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: FUNCTION_VERSION,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: LOG_GROUP,
    AWS_LAMBDA_LOG_STREAM_NAME: LOG_STREAM,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_SESSION_TOKEN: DUMMY_CREDENTIALS.sessionToken,
    LAMBDA_TASK_ROOT: of.folder,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    LD_LIBRARY_PATH:
      '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
    NODE_PATH: `/opt/nodejs/${node}/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task`,
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
    invokedFunctionArn: `arn:aws:lambda:${HOME_REGION}:123456789012:function:${REPLICA_NAME}:${FUNCTION_VERSION}`,
    logGroupName: LOG_GROUP,
    logStreamName: LOG_STREAM,
    memoryLimitInMB: String(memoryMb),
  };
}
