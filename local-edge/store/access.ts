/** Who the store answers, for settings of the function: as a deployment of these settings would. */
import type { SpecsSettings } from '../../handler/src/settings/specs';
import { DUMMY_CREDENTIALS } from '../environment/variables';
import type { StoreOptions } from './index';

export function accessFor({
  access,
  region,
  secret,
}: Pick<SpecsSettings, 'access' | 'region' | 'secret'>): Pick<
  StoreOptions,
  'access' | 'distribution'
> {
  return {
    access: access === 'private' ? { credentials: DUMMY_CREDENTIALS, region } : null,
    ...(access === 'cloudfront' && { distribution: { secret } }),
  };
}
