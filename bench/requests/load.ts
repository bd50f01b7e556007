import { pathToFileURL } from 'node:url';
import type { CloudFrontEvent } from '../../handler/src/cloudfront';

export type Handler = (event: CloudFrontEvent) => Promise<unknown>;

/** Imports a staged bundle; resolves when its top-level awaits are over, as Lambda's init phase does. */
export async function load(bundle: string): Promise<Handler> {
  const { handler } = await import(pathToFileURL(bundle).href);
  return handler;
}
