import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../../local-edge/start/temporary-folder';

function folderOf(pid: number | undefined): string {
  const folder = join(tmpdir(), `statsig-edge-${pid}-of-a-test`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.mjs'), '');
  return folder;
}

describe('a temporary folder', () => {
  it('of a process that was killed is removed at the next start, and of a running one not', async () => {
    const process = spawn('sleep', ['60']);
    await once(process, 'spawn');
    const folder = folderOf(process.pid);
    const [first] = [temporaryFolder()];
    try {
      expect(existsSync(folder)).toBe(true);
      process.kill('SIGKILL');
      await once(process, 'exit');
      const second = temporaryFolder();
      expect(existsSync(folder)).toBe(false);
      expect(existsSync(first)).toBe(true);
      rmSync(second, { recursive: true });
    } finally {
      process.kill('SIGKILL');
      rmSync(first, { recursive: true });
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
