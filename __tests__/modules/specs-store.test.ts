import { describe, expect, it } from '@jest/globals';
import { plain, SPECS } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

describe('the store of the specs', () => {
  it('gets the object again when the file changed, or only once', () => {
    const follows = only(plain({ specsFile: SPECS }).resource, 'aws_s3_object');
    expect(follows.source_hash).toBe(`\${filemd5("${follows.source}")}`);
    const once = plain({ specsFile: SPECS, specsUpdates: 'elsewhere' });
    expect(only(once.resource, 'aws_s3_object')).not.toHaveProperty('source_hash');
    expect(plain().resource.aws_s3_object).toBeUndefined();
  });

  it('leaves an existing bucket as it is, but for the object', () => {
    const { resource, data } = plain({ existingBucket: { name: 'my-bucket' }, specsFile: SPECS });
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
