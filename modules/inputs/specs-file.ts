import { readFileSync } from 'node:fs';
import { MAX_SPECS_BYTES, parseSpecs, TOO_LARGE } from '../../handler/src/specs';
import type { Input } from './input';

const DOWNLOAD =
  'Take the specs from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json.';

/** How the file that an input names is held against what the handler can read. */
export function specsFile(input: string): Required<Pick<Input, 'check' | 'rules'>> {
  return {
    check: (path: string) => parseSpecs(readFileSync(path, 'utf8')),
    rules: [
      {
        hcl: (it) => `fileexists(${it})`,
        message: `There is no such ${input}. A relative path starts at the folder that Terraform runs in; an absolute path always works.`,
      },
      {
        hcl: (it) =>
          `try(length(filebase64(${it})) <= ${Math.ceil(MAX_SPECS_BYTES / 3) * 4}, true)`,
        message: TOO_LARGE.replace('The specs have', `The ${input} has`),
      },
      {
        hcl: (it) => `try(!startswith(trimspace(file(${it})), "<"), true)`,
        message: `The ${input} is XML or HTML, most likely an error response of S3 that was saved in place of the object. ${DOWNLOAD}`,
      },
      {
        hcl: (it) =>
          `try(startswith(trimspace(file(${it})), "<"), true) || can(jsondecode(file(${it})))`,
        message: `The ${input} is not JSON. ${DOWNLOAD}`,
      },
      {
        hcl: (it) =>
          `try(jsondecode(file(${it})).response_format, "") != "dcs-v2" && !can(jsondecode(file(${it})).condition_map)`,
        message: `The ${input} is in the format dcs-v2, which Statsig's client for the edge cannot read. ${DOWNLOAD}`,
      },
      {
        hcl: (it) =>
          `!can(jsondecode(file(${it}))) || can(jsondecode(file(${it})).condition_map) || (can(slice(jsondecode(file(${it})).feature_gates, 0, 0)) && try(jsondecode(file(${it})).has_updates, false) == true)`,
        message: `The ${input} is JSON, but not config specs: those have a list feature_gates, and has_updates is true. ${DOWNLOAD}`,
      },
    ],
  };
}
