import { describe, expect, it } from '@jest/globals';
import { roleCredentials } from '../../../handler/src/store/credentials';

describe("the role's credentials", () => {
  it('are read from the environment', () => {
    expect(
      roleCredentials({
        AWS_ACCESS_KEY_ID: 'id',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_SESSION_TOKEN: 'token',
      }),
    ).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' });
  });

  it.each([
    [{}],
    [{ AWS_ACCESS_KEY_ID: 'id' }],
    [{ AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: '' }],
  ])('are missed by name: %j', (env) => {
    expect(() => roleCredentials(env)).toThrow('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  });
});
