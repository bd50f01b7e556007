import { readFileSync } from 'node:fs';
import { parseSpecs } from '../../handler/src/specs';
import { type Inputs, matches, oneOf } from './input';
import { bool, text } from './type';

const DOWNLOAD =
  'Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json.';

export const configStore = {
  access: {
    type: text,
    description:
      'How the function gets at the specs: `private` (its role may read that one object, and it signs its request) or `public` (everybody may read it).',
    default: 'private',
    rules: [oneOf(['private', 'public'], 'The access is private or public.')],
  },
  config_file: {
    type: text,
    description:
      'Path of the config specs that are uploaded as `statsig-config.json`; left out: nothing is uploaded, and others put the object there.',
    default: null,
    check: (path: string) => parseSpecs(readFileSync(path, 'utf8')),
    rules: [
      {
        hcl: 'fileexists(it)',
        message:
          'There is no such config_file. A relative path starts from the folder that Terraform runs in; an absolute one always works.',
      },
      {
        hcl: 'try(!startswith(trimspace(file(it)), "<"), true)',
        message: `The config_file is XML or HTML, most likely an error of S3 that was saved as if it were the object. ${DOWNLOAD}`,
      },
      {
        hcl: 'try(startswith(trimspace(file(it)), "<"), true) || can(jsondecode(file(it)))',
        message: `The config_file is not JSON. ${DOWNLOAD}`,
      },
      {
        hcl: 'try(jsondecode(file(it)).response_format, "") != "dcs-v2" && !can(jsondecode(file(it)).condition_map)',
        message: `The config_file is in the format dcs-v2, which Statsig's client for the edge cannot read. ${DOWNLOAD}`,
      },
      {
        hcl: '!can(jsondecode(file(it))) || can(jsondecode(file(it)).condition_map) || (can(slice(jsondecode(file(it)).feature_gates, 0, 0)) && try(jsondecode(file(it)).has_updates, false) == true)',
        message: `The config_file is JSON, but no config specs: it should hold feature_gates, a list, and has_updates, true. ${DOWNLOAD}`,
      },
    ],
  },
  config_updates: {
    type: text,
    description:
      'Who changes `statsig-config.json` after the first upload: `terraform` (it follows config_file), or `elsewhere` (it is uploaded once, and later changes of the file are not).',
    default: 'terraform',
    rules: [oneOf(['terraform', 'elsewhere'], 'The config_updates are terraform or elsewhere.')],
  },
  existing_bucket: {
    type: text,
    description:
      'A bucket of yours to keep the specs in, in the Region of the default provider; left out: one is made. Its policy and settings are left alone, so that with access public they have to let everybody read the object.',
    default: null,
    rules: [
      matches(
        /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
        "A bucket's name has 3 to 63 lower-case letters, digits and hyphens. One with dots does not work: S3's certificate does not cover it.",
      ),
    ],
  },
  force_destroy: {
    type: bool,
    description: 'Whether the bucket is deleted with what is in it.',
    default: false,
  },
} as const satisfies Inputs;
