/** Who the store answers, for settings of the function: as a deployment of these settings would. */
import { SECRET_HEADER, type SpecsSettings } from '../../handler/src/settings/specs';
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
    ...(access === 'cloudfront' && {
      distribution: { requires: secret === null ? {} : { [SECRET_HEADER]: secret } },
    }),
  };
}
