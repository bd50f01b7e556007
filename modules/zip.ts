import {
  DataArchiveFile,
  type DataArchiveFileSource,
} from '@cdktf/provider-archive/lib/data-archive-file';
import { Construct } from 'constructs';
import { fileForTerraform } from './terraform/asset';
import { hoistDynamicBlocks, optionalBlock } from './terraform/block';
import { type Condition, isSet } from './terraform/condition';
import { hcl } from './terraform/expression';
import { Optional } from './terraform/optional';

export interface ZipProps {
  readonly create: Condition;
  readonly name: string;
  /** Path of the bundled handler. */
  readonly handlerFile: string;
  /** Path of the specs for as long as there are no others. */
  readonly fallbackSpecsFile: string | null;
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
      return new Archive(this, 'archive', {
        ...meta,
        type: 'zip',
        outputPath: `${hcl`path.root`}/.terraform/statsig-edge/${props.name}.zip`,
        source: [
          { filename: 'index.mjs', content: String(hcl`file(${handlerFile})`) },
          { filename: 'settings.json', content: String(hcl`jsonencode(${props.settings})`) },
          this.#fallback(props),
        ].filter((source) => source !== undefined),
      });
    }).because({
      '.': 'Lambda@Edge has no environment variables: the settings of the function lie beside its code.',
      output_path: 'Ignored by git almost everywhere, and present wherever terraform init has run.',
    });
  }

  #fallback(props: ZipProps): DataArchiveFileSource | undefined {
    const path = props.fallbackSpecsFile;
    return optionalBlock(isSet(path), () => {
      const file = fileForTerraform(this, 'fallback-specs-file', path as string);
      return { filename: 'fallback.json', content: String(hcl`file(${file})`) };
    });
  }
}

/** An archive one of whose files Terraform decides on. */
class Archive extends DataArchiveFile {
  protected override synthesizeAttributes(): Record<string, unknown> {
    return hoistDynamicBlocks(super.synthesizeAttributes());
  }
}
