import { STATSIG_CDN } from '../../handler/src/specs/download-url';
import { hasShape, isWhole, ofAttribute, ofOptional } from './check';
import type { Inputs } from './input';
import { bool, number, object, text } from './type';

const SECRET_ARN =
  /^arn:aws[a-z-]*:(ssm:[a-z0-9-]+:[0-9]{12}:parameter\/|secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:).+$/;
const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[A-Za-z0-9-]+$/;

export const sync = {
  sync: {
    type: object('SyncInput', {
      every_minutes: {
        type: number,
        description: 'Number of minutes from one look at Statsig to the next.',
        default: 1,
      },
      webhook: {
        type: object('SyncWebhookInput', {
          secret_arn: {
            type: text,
            description:
              "ARN of the SSM parameter or of the secret in Secrets Manager that holds the webhook's signing secret, as Statsig shows it. The function reads it when it runs.",
          },
          kms_key_arn: {
            type: text,
            description:
              "ARN of the KMS key that encrypts it. Left out: AWS's own key for SSM or Secrets Manager.",
            default: null,
          },
        }),
        description:
          "Webhook of Statsig's, by which a change arrives within seconds; the output sync_webhook_url is its address. Left out: changes arrive by the schedule alone.",
        default: null,
      },
      allow_older: {
        type: bool,
        description:
          'Controls if the specs are replaced by older ones, should Statsig give such. False: that is an error in the log, and the newer ones stay.',
        default: false,
      },
      log_groups: {
        type: bool,
        description:
          "Controls if once a day the function's log groups in other Regions get the retention, the key (of several Regions, `mrk-…`) and the tags of the one in us-east-1.",
        default: true,
      },
      statsig_url: {
        type: text,
        description: 'Whom the specs are asked from, such as a proxy of your own.',
        default: STATSIG_CDN,
      },
      reserve_concurrency: {
        type: bool,
        description:
          'Controls if one execution at a time is reserved for it. False in an account whose limit is too low to reserve any, as that of a new account may be.',
        default: true,
      },
    }),
    description:
      "Small function in the Region of the bucket that asks Statsig's CDN for the specs and writes to the bucket what changed; specs_file is what it begins with, and an apply leaves the object alone. `{}` for the defaults, with which `specs_refresh = { refresh_seconds = 8 }` has a change seen soonest. Left out: you upload the specs yourself.",
    default: null,
    rules: [
      {
        ...ofAttribute('every_minutes', isWhole(1, 60)),
        message: 'The every_minutes of sync must be a whole number from 1 to 60.',
      },
      {
        ...ofOptional('webhook', ofAttribute('secret_arn', hasShape(SECRET_ARN))),
        message:
          'The secret_arn of the webhook must be the ARN of a parameter in SSM, arn:aws:ssm:REGION:ACCOUNT:parameter/NAME, or of a secret in Secrets Manager, never the secret itself.',
      },
      {
        ...ofOptional('webhook', ofOptional('kms_key_arn', hasShape(KEY_ARN))),
        message: 'The kms_key_arn of the webhook must be arn:aws:kms:REGION:ACCOUNT:key/ID.',
      },
      {
        ...ofAttribute(
          'statsig_url',
          hasShape(/^https:\/\/[A-Za-z0-9.-]+(:[0-9]+)?(\/[^\s?#]*)?$/),
        ),
        message:
          'The statsig_url of sync must be an address such as https://api.statsigcdn.com: https, and without what follows a question mark.',
      },
    ],
  },
} as const satisfies Inputs;
