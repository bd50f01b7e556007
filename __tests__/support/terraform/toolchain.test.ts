import { afterEach, describe, expect, it } from '@jest/globals';
import { findToolchain } from './toolchain';

describe('findToolchain', () => {
  const path = process.env.PATH;
  afterEach(() => {
    process.env.PATH = path;
  });

  it('names every program that the PATH lacks, and the way to get it', () => {
    process.env.PATH = '';
    expect(findToolchain()).toEqual([
      expect.stringMatching(/^terraform .*https:\/\//),
      expect.stringMatching(/^moto_server .*pip install/),
    ]);
  });
});
