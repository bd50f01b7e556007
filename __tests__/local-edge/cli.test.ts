import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';

const ROOT = join(__dirname, '../..');

let child: ChildProcess;
let output = '';

afterEach(() => {
  child.kill('SIGKILL');
});

function cli(...args: string[]): void {
  output = '';
  child = spawn(process.execPath, ['--import', 'tsx', 'local-edge/cli.ts', ...args], { cwd: ROOT });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
}

async function until(pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(output);
    if (found) return found[0];
    if (child.exitCode !== null) throw new Error(`The process ended: ${output}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}

async function end(): Promise<{ code: number | null; output: string }> {
  const [code] = await once(child, 'close');
  return { code, output };
}

describe('the command', () => {
  it('answers, logs each request in a line, starts cold on c, and stops on Ctrl-C', async () => {
    cli('--port', '0');
    const url = await until(/http:\/\/127\.0\.0\.1:\d+/);
    expect((await fetch(`${url}/a?b`)).status).toBe(200);
    expect(await until(/.*GET .*/)).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} {2}GET \/a\?b {2}200 {2}[\d.]+ ms {2}answered by the function {2}\S+$/,
    );
    expect(await until(/ {2}viewer-request .*/)).toMatch(
      /^ {2}viewer-request {2}REPORT RequestId: [\da-f-]{36} {2}Duration: [\d.]+ ms {2}Billed Duration: \d+ ms {2}Memory Size: 128 MB {2}Max Memory Used: \d+ MB {2}Init Duration: [\d.]+ ms$/,
    );
    child.stdin?.write('c\n');
    await until(/starts cold/);
    child.stdin?.write('r\n');
    await until(/HTTP\/1\.1 200 OK\n[^{]*Content-Type: application\/json\n[^{]*\{[^}]*"gateValue"/);
    child.kill('SIGINT');
    expect((await end()).code).toBe(0);
  });

  it('explains itself', async () => {
    cli('--help');
    expect(await end()).toEqual({ code: 0, output: expect.stringContaining('--specs FILE') });
  });

  it.each([
    [['--prot', '1'], 2],
    [['--port', 'x'], 2],
    [['--specs', 'nowhere.json'], 1],
  ])('ends at %p with %p and one line', async (args, code) => {
    cli(...args);
    const ended = await end();
    expect(ended.code).toBe(code);
    expect(ended.output.trim().split('\n')).toHaveLength(1);
  });
});
