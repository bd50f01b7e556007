import { DataArchiveFile } from '@cdktf/provider-archive/lib/data-archive-file';
import type { IResolvable } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from './account';
import { fileForTerraform } from './terraform/asset';
import { hoistDynamicBlocks, optionalBlock } from './terraform/block';
import { both, type Condition, choose, isSet } from './terraform/condition';
import { section } from './terraform/explain';
import { hcl } from './terraform/expression';
import { local } from './terraform/local';
import { Optional } from './terraform/optional';
import { contentOf, zipPath } from './zip-file';

export interface LazyFile {
  /** Its name in the zip. */
  readonly filename: string;
  readonly path: string;
  readonly isIncluded: Condition;
}

export interface ZipProps {
  readonly create: Condition;
  readonly name: string;
  readonly account: Account;
  /** Path of the bundled handler. */
  readonly handlerFile: string;
  /** What the handler loads when it needs it. */
  readonly lazyFiles: readonly LazyFile[];
  /** Path of the specs to answer from until those in the bucket are loaded. Null: the specs that are uploaded. */
  readonly fallbackSpecsFile: string | null;
  /** Path of the specs that are uploaded, if any are. */
  readonly specsFile: string | null;
  /** Whether specs are in the zip. */
  readonly packageSpecs: Condition;
  /** What stands in `settings.json`, to be used only where something is created. */
  readonly settingsJson: string;
}

/**
 * The function's code and settings. Terraform zips them, because the settings hold what only Terraform knows, and from
 * texts, so that the bytes do not depend on dates, modes or folders of the machine. Terraform's state keeps those texts:
 * else archive_file takes the files of one folder, and nothing can lay the settings beside the code before a plan, in a
 * module that may be read-only and stand in several instances.
 */
export class Zip extends Construct {
  readonly archive: Optional<DataArchiveFile>;
  /** Where it is. */
  readonly path: string;
  /** Changes with what is in it; to be used only where it is there. */
  readonly contentHash: string;
  /** About how many KiB it takes. */
  readonly kib: IResolvable;

  constructor(scope: Construct, id: string, props: ZipProps) {
    super(scope, id);
    section(this, 'zip.tf', 'Zip: the code of the function and its settings');
    const handlerFile = fileForTerraform(this, 'handler-file', props.handlerFile);
    const fallbackFile = this.#fallbackFile(props);
    const lazyFiles = props.lazyFiles
      .filter(({ isIncluded }) => isIncluded !== false)
      .map((file) => this.#lazyFile(file));
    const files = [handlerFile, ...lazyFiles.map(({ path }) => path), fallbackFile].filter(
      (file) => file !== null,
    );
    this.kib = local(
      this,
      'zip-kib',
      hcl`ceil(length(base64gzip(join("", [for path in compact(${files}) : file(path)]))) * 3 / 4 / 1024)`,
      'About what the zip takes. Without the settings, so that it is known at plan.',
    ) as IResolvable;
    this.path = String(
      local(
        this,
        'zip-path',
        zipPath(props.name, props.account),
        'Ignored by git almost everywhere, and present wherever terraform init has run. The account, because another one may have a function of the same name.',
      ),
    );
    this.contentHash = String(
      hcl`nonsensitive(sensitive(base64sha256(jsonencode([${props.settingsJson}, [for path in compact(${files}) : filesha256(path)]]))))`,
    );
    this.archive = new Optional(
      props.create,
      (meta) =>
        new Archive(this, 'archive', {
          ...meta,
          type: 'zip',
          outputPath: this.path,
          source: [
            { filename: 'index.mjs', content: contentOf(handlerFile) },
            ...lazyFiles.map(({ filename, path, isIncluded }) =>
              optionalBlock(isIncluded, () => ({ filename, content: contentOf(path) })),
            ),
            { filename: 'settings.json', content: props.settingsJson },
            optionalBlock(isSet(fallbackFile), () => ({
              filename: 'fallback.json',
              content: contentOf(fallbackFile),
            })),
          ].filter((source) => source !== undefined),
        }),
    ).because({
      '.': 'Lambda@Edge has no environment variables: the settings of the function are beside its code.',
      'source.content': 'Sensitive, so that a plan does not print it.',
    });
  }

  /** With the path as Terraform is to read it, null where Terraform leaves the file out. */
  #lazyFile({ filename, path: file, isIncluded }: LazyFile) {
    const path = fileForTerraform(this, filename, file);
    if (isIncluded === true) return { filename, path, isIncluded };
    const chosen = local(
      this,
      filename.replace(/[.]cjs$/, '-file'),
      choose(
        isIncluded,
        () => path,
        () => null,
      ),
      'Left out where these settings can have no use for it.',
    );
    return { filename, path: chosen, isIncluded: isSet(chosen) };
  }

  /** The path of the specs in the zip, or null. */
  #fallbackFile(props: ZipProps): string | IResolvable | null {
    const { packageSpecs, fallbackSpecsFile, specsFile } = props;
    const fileOf = (id: string, path: string | null) =>
      path === null ? null : fileForTerraform(this, id, path);
    const path = choose(
      both(packageSpecs, isSet(fallbackSpecsFile)),
      () => fileOf('fallback-specs-file', fallbackSpecsFile),
      () =>
        choose(
          packageSpecs,
          () => fileOf('specs-file', specsFile),
          () => null,
        ),
    );
    return local(this, 'fallback-file', path, 'The specs in the zip.');
  }
}

/** An archive some of whose files Terraform decides on. */
class Archive extends DataArchiveFile {
  protected override synthesizeAttributes(): Record<string, unknown> {
    return hoistDynamicBlocks(super.synthesizeAttributes());
  }
}
