import { describe, expect, it } from '@jest/globals';
import { rememberedSecret } from '../../../sync/webhook/secret';

describe('the secret', () => {
  it('is read again after five minutes, and after a failure', async () => {
    let now = 0;
    const answers = ['first', null, 'second'];
    const secret = rememberedSecret(
      async () => {
        const answer = answers.shift() ?? null;
        if (answer === null) throw new Error('not now');
        return answer;
      },
      () => now,
    );
    expect(await secret()).toBe('first');
    now = 299_999;
    expect(await secret()).toBe('first');
    now = 300_000;
    await expect(secret()).rejects.toThrow('not now');
    expect(await secret()).toBe('second');
  });
});
