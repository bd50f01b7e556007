/** Stands in for the bundle of the handler. */
export const handler = async () => undefined;
