import { describe, expect, it } from '@jest/globals';
import { plain, SPECS, withVariables } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

describe('the store of the specs', () => {
  it('gets the object again when the file changed, or only once', () => {
    const follows = only(plain({ specsFile: SPECS }).resource, 'aws_s3_object');
    expect(follows.source_hash).toBe(`\${filemd5("${follows.source}")}`);
    const once = plain({ specsFile: SPECS, specsUpdates: 'elsewhere' });
    expect(only(once.resource, 'aws_s3_object')).not.toHaveProperty('source_hash');
    expect(plain().resource.aws_s3_object).toBeUndefined();
  });

  it('compresses the object where it shall', () => {
    const plainly = only(plain({ specsFile: SPECS }).resource, 'aws_s3_object');
    expect(plainly).not.toHaveProperty('content_base64');
    expect(plainly).not.toHaveProperty('content_encoding');
    const { resource } = plain({ specsFile: SPECS, specsCompression: 'gzip' });
    const compressed = only(resource, 'aws_s3_object');
    expect(compressed).toMatchObject({
      content_base64: `\${base64gzip(file("${plainly.source}"))}`,
      content_encoding: 'gzip',
      content_type: 'application/json',
    });
    expect(compressed).not.toHaveProperty('source');
  });

  it('compresses nothing that others upload', () => {
    const once = { specsFile: SPECS, specsUpdates: 'elsewhere' } as const;
    expect(() => plain({ ...once, specsCompression: 'gzip' })).toThrow('remove specs_compression');
  });

  it('has Terraform decide on the compression with a variable', () => {
    const { resource } = withVariables();
    expect(only(resource, 'aws_s3_object')).toMatchObject({
      source: '${var.specs_compression == "gzip" ? null : var.specs_file}',
      content_base64:
        '${var.specs_compression == "gzip" ? base64gzip(file(var.specs_file)) : null}',
      content_encoding: '${var.specs_compression == "gzip" ? "gzip" : null}',
    });
  });

  it('gives the object no tags: S3 takes ten, and those of the provider count', () => {
    const { resource } = plain({ specsFile: SPECS, tags: { team: 'web' } });
    const object = only(resource, 'aws_s3_object');
    expect(object).not.toHaveProperty('tags');
    expect(object.override_provider).toEqual({ default_tags: { tags: {} } });
  });

  it('leaves an existing bucket as it is, but for the object', () => {
    const { resource, data } = plain({
      existingBucket: { name: 'my-bucket', region: 'eu-west-1' },
      specsFile: SPECS,
    });
    expect(Object.keys(resource).filter((type) => type.startsWith('aws_s3_'))).toEqual([
      'aws_s3_object',
    ]);
    expect(only(data, 'aws_s3_bucket')).toEqual({ bucket: 'my-bucket' });
  });

  it('refuses a file that is no specs, or not there', () => {
    expect(() => plain({ specsFile: 'package.json' })).toThrow('specsFile');
    expect(() => plain({ specsFile: 'not-there.json' })).toThrow('not-there.json');
  });
});
