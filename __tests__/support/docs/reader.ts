import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const END = '-- that was it';

/** One who reads a page, and does what it says in one shell. */
export interface Reader {
  /** Types a command. One that does not end, because it serves, is left running when it answers. */
  type(command: string): Promise<{ code: number; output: string }>;
  /** Ends the shell and all that it started. */
  leave(): Promise<void>;
}

export interface ReaderOptions {
  folder: string;
  env: NodeJS.ProcessEnv;
  /** Ports in the place of those that pages name, by theirs. */
  ports: Readonly<Record<string, number>>;
}

/** Commands that serve until they are stopped. */
const SERVES = [/\bnpm start\b/, /--serve=/];

/** A key that stands for the reader's own. */
const withKey = (command: string): string => command.replaceAll('client-…', 'client-example');

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

export const startReader = ({ folder, env, ports }: ReaderOptions): Reader => {
  const shell = spawn('bash', ['--noprofile', '--norc', '-o', 'pipefail'], {
    cwd: folder,
    env: { ...env, PORT: String(ports['8080'] ?? '') },
    // What jobs end with is of no interest.
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  const gone = new Promise((resolve) => shell.once('close', resolve));
  const write = (text: string) => shell.stdin.write(`${text}\n`);
  // With job control each job has a process group of its own, which can be ended as a whole.
  write('set -m');
  write(`. '${join(__dirname, 'reader.sh')}'`);

  const run = async (command: string) => {
    write(`{ ${command}\n} </dev/null 2>&1; printf '\\n${END} %s\\n' $?`);
    const output: string[] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`The shell ended at \`${command}\`:\n${output.join('\n')}`);
      if (value.startsWith(END)) {
        return { code: Number(value.slice(END.length)), output: output.join('\n') };
      }
      output.push(value);
    }
  };

  /** Process groups by the port that they listen on. */
  const serving = new Map<number, number>();

  const stop = async (port: number) => {
    const group = serving.get(port);
    if (group === undefined) return;
    serving.delete(port);
    // It may have failed and be gone.
    await run(`kill -- -${group}`);
    while (await isListening(port)) await sleep(50);
  };

  const serve = async (command: string, port: number) => {
    // One that was started before gives way, as where the reader presses Ctrl-C.
    await stop(port);
    // Some end with what they read from, as a terminal that is closed.
    await run(`tail -f /dev/null | { ${command}\n} >served.log 2>&1 &`);
    // The last process of a pipeline, in the group of its first.
    serving.set(port, Number((await run('ps -o pgid= -p $!')).output));
    while (!(await isListening(port))) {
      if ((await run('kill -0 $!')).code !== 0) return run('cat served.log; false');
      await sleep(100);
    }
    return { code: 0, output: '' };
  };

  return {
    type: async (command) => {
      let typed = withKey(command);
      for (const [port, other] of Object.entries(ports)) {
        typed = typed.replaceAll(`:${port}`, `:${other}`);
      }
      if (!SERVES.some((pattern) => pattern.test(typed))) return run(typed);
      const port = /--serve=[\d.]+:(\d+)/.exec(typed)?.[1] ?? ports['8080'];
      return serve(typed, Number(port));
    },
    leave: async () => {
      for (const port of serving.keys()) await stop(port);
      shell.stdin.end();
      await gone;
    },
  };
};
