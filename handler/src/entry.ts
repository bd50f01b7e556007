/** The function as it is deployed: `index.handler`. */
import { readFiles, serve } from './serve';

export const handler = await serve(readFiles(new URL('.', import.meta.url)));
