import { describe, expect, it } from '@jest/globals';
import { inputs } from '../../../modules/inputs';

describe('the list of inputs', () => {
  const messages = Object.values(inputs).flatMap(({ rules = [], entries }) =>
    [...rules, ...(entries?.rules ?? [])].map(({ message }) => message),
  );

  it.each(messages)('says in whole sentences: %s', (message) => {
    expect(message).toMatch(/^[A-Z].*[.)]$/);
  });
});
