import { DataArchiveFile } from '@cdktf/provider-archive/lib/data-archive-file';
import { Construct } from 'constructs';
import { fileForTerraform } from './terraform/asset';
import type { Condition } from './terraform/condition';
import { hcl } from './terraform/expression';
import { Optional } from './terraform/optional';

export interface ZipProps {
  readonly create: Condition;
  readonly name: string;
  /** Path of the bundled handler. */
  readonly handlerFile: string;
  /** What stands in `settings.json`. */
  readonly settings: object;
}

/**
 * The function's code and settings. Terraform zips them, because the settings hold what only Terraform knows, and from
 * texts, so that the bytes do not depend on dates, modes or folders of the machine.
 */
export class Zip extends Construct {
  readonly archive: Optional<DataArchiveFile>;

  constructor(scope: Construct, id: string, props: ZipProps) {
    super(scope, id);
    this.archive = new Optional(props.create, (meta) => {
      const handlerFile = fileForTerraform(this, 'handler-file', props.handlerFile);
      return new DataArchiveFile(this, 'archive', {
        ...meta,
        type: 'zip',
        outputPath: `${hcl`path.root`}/.terraform/statsig-edge/${props.name}.zip`,
        source: [
          { filename: 'index.mjs', content: String(hcl`file(${handlerFile})`) },
          { filename: 'settings.json', content: String(hcl`jsonencode(${props.settings})`) },
        ],
      });
    }).because({
      '.': 'Lambda@Edge has no environment variables: what the function is told lies beside its code.',
      output_path: 'Ignored by git almost everywhere, and there wherever terraform init has run.',
    });
  }
}
