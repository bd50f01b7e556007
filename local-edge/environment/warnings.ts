/** Warnings about code that works on a developer's machine and not on Lambda. */

/** After so many results in a row with timers pending, they are not the deadline of a refresh that is about to end. */
export const TIMERS_IN_A_ROW = 100;

export const WARNINGS = {
  callback:
    'WARN the handler takes a callback, which nodejs22.x is the last runtime to support. Make it async (event, context).',
  lost: 'WARN the handler returned no promise and called no callback, so its result is lost. Make it async.',
  timers: `WARN the handler has returned ${TIMERS_IN_A_ROW} times in a row with timers pending: Lambda freezes timers between invocations, so they cannot poll. Check the time on each request instead.`,
  variable: (name: string) =>
    `WARN the function reads the environment variable ${name}: Lambda@Edge has reserved variables only, so it is undefined.`,
};
