/** Where Statsig gives the specs of a project. */

export const STATSIG_CDN = 'https://api.statsigcdn.com';

/** @param base such as {@link STATSIG_CDN}, or a proxy of one's own */
export function downloadUrl(base: string, clientKey: string): string {
  return `${base.replace(/\/$/, '')}/v1/download_config_specs/${clientKey}.json`;
}
