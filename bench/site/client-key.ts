/** A client key is public, so one may stand here; this one belongs to no project. */
export const CLIENT_KEY = 'client-bench';
