/** What a user's own function leaves behind: promises that fail when nobody waits any more, errors in timers and sockets. */
import { type Log, messageOf } from './log';

/**
 * Logs them. By itself Lambda's runtime ends the process, and the request that it is busy with, whosever it is, gets
 * a 503. By no listener, which the function could take away with all the others, where that is possible.
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/index.mjs
 */
export function outliveStrayErrors(log: Log): void {
  const tell = (error: unknown) => {
    log('error', 'Your handler left an error behind that nothing caught', {
      reason: messageOf(error),
    });
  };
  // What nobody listens to becomes an uncaught exception.
  process.removeAllListeners('unhandledRejection');
  process.removeAllListeners('uncaughtException');
  try {
    process.setUncaughtExceptionCaptureCallback(tell);
  } catch {
    // Beside the module `domain`, which does it itself.
    process.on('uncaughtException', tell);
  }
}
