import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(__dirname, '../..');
const ROOM = join(ROOT, 'command');
const { bin } = JSON.parse(readFileSync(join(ROOM, 'package.json'), 'utf8'));
const SPECS = join(ROOT, 'local-edge', 'statsig-config.json');

function cli(...args: string[]) {
  // From anywhere: nothing may depend on the folder.
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOM, bin['statsig-edge']), ...args],
    { cwd: tmpdir(), encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe('the command that its package.json names', () => {
  it('writes its result, without colours to what is no terminal', () => {
    const agent = { userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0' };
    const { status, stdout, stderr } = cli('check', SPECS, '--user', JSON.stringify(agent));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^usable {2}/);
    expect(stdout).toMatch(/^ {2}on_chrome +on /m);
    expect(stdout).not.toContain('\x1b');
  });

  it.each([
    [['check', SPECS, '--nope'], 2],
    [['check', 'nowhere.json'], 1],
  ])('ends at %p with %p and one line', (args, status) => {
    const ended = cli(...args);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  });
});
