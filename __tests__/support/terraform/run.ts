import { spawn, spawnSync } from 'node:child_process';

/** What a program left behind. */
export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** Where and how long a program may run. */
export interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Milliseconds until the program is ended, which only one that hangs should reach. Default: ten minutes. */
  timeout?: number;
}

const TEN_MINUTES = 600_000;

const said = (command: string[], { code, stdout, stderr }: Run): Error =>
  new Error(`\`${command.join(' ')}\` ended with code ${code}:\n${stdout}\n${stderr}`);

/** Ends a program and all that it started: Terraform starts a process for every provider. */
const endGroup = (leader: number | undefined): void => {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Runs a program to its end, without blocking servers of this process; its exit code is the caller's to judge. */
export const tryRun = (command: string[], options: RunOptions): Promise<Run> =>
  new Promise((resolve, reject) => {
    const [program = '', ...args] = command;
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, which can be ended as a whole.
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const timeout = options.timeout ?? TEN_MINUTES;
    const deadline = setTimeout(() => {
      stderr += `\n(ended, because it had run for ${timeout / 1000} s)`;
      endGroup(child.pid);
    }, timeout);
    const interrupted = () => endGroup(child.pid);
    process.once('exit', interrupted);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(deadline);
      process.off('exit', interrupted);
      resolve({ code: code ?? -1, stdout, stderr });
    });
  });

/**
 * Runs a program that has to succeed.
 * @returns what it wrote to standard output.
 * @throws with everything it said when it does not exit with 0.
 */
export const run = async (command: string[], options: RunOptions): Promise<string> => {
  const result = await tryRun(command, options);
  if (result.code !== 0) throw said(command, result);
  return result.stdout;
};

/** As `tryRun`, but blocking: for what must be known before jest collects the tests. */
export const tryRunSync = (command: string[], options: RunOptions): Run => {
  const [program = '', ...args] = command;
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    timeout: options.timeout ?? TEN_MINUTES,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return { code: status ?? -1, stdout, stderr };
};

/** As `run`, but blocking. */
export const runSync = (command: string[], options: RunOptions): string => {
  const result = tryRunSync(command, options);
  if (result.code !== 0) throw said(command, result);
  return result.stdout;
};
