/** What works on a warm machine, and would not on Lambda. */

/** So many results that leave a timer are no deadline of a refresh that will soon be done. */
export const TIMERS_IN_A_ROW = 100;

export const WARNINGS = {
  callback:
    'WARN the handler takes three parameters: callbacks are gone from Node.js 24 on Lambda. Make it async (event, context).',
  notAsync: 'WARN the handler returned no promise, so Lambda loses its result. Make it async.',
  timers: `WARN the handler has returned ${TIMERS_IN_A_ROW} times in a row with timers pending: Lambda freezes them, so they cannot poll. Look at the clock on the request instead.`,
  variable: (name: string) =>
    `WARN the function reads the environment variable ${name}: Lambda@Edge has reserved variables only, so it is undefined.`,
};
