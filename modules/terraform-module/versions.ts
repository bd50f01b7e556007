import { renderBlocks } from '../hcl/render';
import { REQUIRED_PROVIDERS, REQUIRED_VERSION } from '../stack';

/** `versions.tf`: the providers that the module's caller passes, and what the module works with. */
export function renderVersions(): string {
  const { aws, archive } = REQUIRED_PROVIDERS;
  return renderBlocks([
    {
      header: ['terraform'],
      body: {
        required_version: REQUIRED_VERSION,
        required_providers: {
          aws: { ...aws, configuration_aliases: ['${aws.us_east_1}'] },
          archive,
        },
      },
      shape: new Map([
        [
          'required_providers',
          new Map([
            ['aws', 'attribute'],
            ['archive', 'attribute'],
          ] as const),
        ],
      ]),
    },
  ]);
}
