/** Zips that Terraform makes of texts, where a plan and an apply find them. */
import type { DataArchiveFile } from '@cdktf/provider-archive/lib/data-archive-file';
import type { IResolvable, Precondition } from 'cdktf';
import type { Account } from './account';
import { hcl } from './terraform/expression';
import type { Optional } from './terraform/optional';

/** @param name of the function; another account may have one of the same name. */
export function zipPath(name: string, account: Account): IResolvable {
  return hcl`${`${hcl`path.root`}/.terraform/statsig-edge/${hcl`join("-", compact([${name}, ${account.id}]))`}.zip`}`;
}

/** Without the value: a plan prints what is not sensitive. */
export function contentOf(file: string | IResolvable | null): string {
  return String(hcl`sensitive(file(${file}))`);
}

/** @param of what the zip is of, as the message calls it. */
export function zipIsThere(
  of: string,
  path: string,
  archive: Optional<DataArchiveFile>,
): Precondition {
  return {
    condition: hcl`try(filebase64sha256(${path}), "") == ${archive.get('output_base64sha256')}`,
    errorMessage: `The zip of ${of} is missing. A saved plan does not contain it: copy the folder .terraform/statsig-edge from where the plan was made, or plan again here.`,
  };
}
