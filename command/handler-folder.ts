/** The handler as it is deployed without a function of one's own: the plain module carries it. */
import { fileURLToPath } from 'node:url';

export const HANDLER_FOLDER = fileURLToPath(
  new URL('../terraform/statsig-edge/handler/', import.meta.url),
);
