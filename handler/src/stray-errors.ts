/** What a user's own function leaves behind: promises that fail when nobody waits any more, errors in timers and sockets. */
import { type Log, messageOf } from './log';

/**
 * Logs them. By itself Lambda's runtime ends the process, and the request that it is busy with, whosever it is, gets
 * a 503.
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/index.mjs
 */
export function outliveStrayErrors(log: Log): void {
  for (const event of ['unhandledRejection', 'uncaughtException']) {
    process.removeAllListeners(event);
    process.on(event, (error) => {
      log('error', 'Your handler left an error behind that nothing caught', {
        reason: messageOf(error),
      });
    });
  }
}
