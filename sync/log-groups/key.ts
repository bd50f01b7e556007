/**
 * The replica of a key in another Region, or null: only keys of several Regions (`mrk-…`) may have one there.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
export function keyIn(region: string, keyArn: string | null): string | null {
  if (keyArn === null) return null;
  const parts = keyArn.split(':');
  if (parts[3] === region) return keyArn;
  if (!parts[5]?.startsWith('key/mrk-')) return null;
  return parts.with(3, region).join(':');
}
