/** Thrown when a deadline passed. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * Runs a task that is given up, and its signal aborted, after `ms` milliseconds. Leaves no timer behind.
 *
 * Lambda freezes the environment between requests; a timer that was due meanwhile fires first thing on thawing,
 * before the answer that lies in the socket is read. A timer that fires late by more than `ms` says that this
 * happened, and is set anew, once.
 * @throws {DeadlineError} when the time is up; else whatever the task throws.
 */
export async function withDeadline<T>(
  ms: number,
  what: string,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<never>((_, reject) => {
    const giveUp = () => {
      const error = new DeadlineError(`${what} took longer than ${ms} ms`);
      controller.abort(error);
      reject(error);
    };
    const due = Date.now() + ms;
    timer = setTimeout(() => {
      const wasFrozen = Date.now() - due > ms;
      if (wasFrozen) timer = setTimeout(giveUp, ms);
      else giveUp();
    }, ms);
  });
  try {
    return await Promise.race([task(controller.signal), timeIsUp]);
  } finally {
    clearTimeout(timer);
  }
}
