import type { S3ObjectConfig } from '@cdktf/provider-aws/lib/s3-object';
import { Construct } from 'constructs';
import type { ResolvedInputs } from './inputs/resolve';
import { fileForTerraform } from './terraform/asset';
import { both, chooseText, isEqual, isSet } from './terraform/condition';
import { hcl } from './terraform/expression';
import { KeptValue } from './terraform/kept-value';
import { Optional } from './terraform/optional';

type Content = Pick<S3ObjectConfig, 'source' | 'contentBase64' | 'contentEncoding'>;

/** What Terraform uploads: the specs_file as it is, or compressed. With sync, as it was at first. */
export class SpecsSeed extends Construct {
  /** Path of the specs_file, to be used only where there is one. */
  readonly file: string;
  readonly content: Content;

  constructor(
    scope: Construct,
    id: string,
    props: Pick<ResolvedInputs, 'create' | 'specsFile' | 'specsCompression' | 'sync'>,
  ) {
    super(scope, id);
    const { create, specsFile, specsCompression, sync } = props;
    this.file = specsFile === null ? '' : fileForTerraform(this, 'specs-file', specsFile);
    const now = contentOf(this.file, specsCompression);
    const first = new Optional(
      both(create, both(isSet(specsFile), isSet(sync))),
      (meta) =>
        new KeptValue(
          this,
          'data',
          hcl`${{
            source: now.source,
            content_base64: now.contentBase64,
            content_encoding: now.contentEncoding,
          }}`,
          {
            ...meta,
            triggersReplace: hcl`${specsCompression}`,
            lifecycle: { ignoreChanges: ['input'] },
          },
        ),
    ).because({
      '.': 'With sync, the specs as they were uploaded at first: an apply leaves the object alone, whatever becomes of the file.',
    });
    const kept = (attribute: string, value: string | undefined) =>
      chooseText(
        isSet(sync),
        () => first.orNull(`input.${attribute}`),
        () => value,
      );
    this.content = {
      source: kept('source', now.source),
      contentBase64: kept('content_base64', now.contentBase64),
      contentEncoding: kept('content_encoding', now.contentEncoding),
    };
  }
}

function contentOf(file: string, compression: string): Content {
  const isCompressed = isEqual(compression, 'gzip');
  const onlyIf = (value: string) =>
    chooseText(
      isCompressed,
      () => value,
      () => undefined,
    );
  return {
    source: chooseText(
      isCompressed,
      () => undefined,
      () => file,
    ),
    contentBase64: onlyIf(String(hcl`base64gzip(file(${file}))`)),
    contentEncoding: onlyIf('gzip'),
  };
}
