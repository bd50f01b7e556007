import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A running moto: AWS, as far as tests need it, on loopback. */
export interface Moto {
  /** The port that it chose for itself. */
  port: number;
  stop(): Promise<void>;
}

const THIRTY_SECONDS = 30_000;

/**
 * Starts `moto_server` on a free port and waits until it answers there.
 * @throws with all it said, when it ends or stays silent instead.
 */
export const startMoto = async (motoServer: string): Promise<Moto> => {
  const server = spawn(motoServer, ['--host', '127.0.0.1', '--port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Python writes line by line to a pipe only when told to.
    env: { ...process.env, PYTHONUNBUFFERED: '1' },
  });
  const ended = once(server, 'close');
  const end = () => server.kill('SIGKILL');
  // Also where whoever started it fails before it could stop it.
  process.once('exit', end);
  const stop = async () => {
    process.off('exit', end);
    end();
    await ended;
  };
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    const fail = (what: string) => reject(new Error(`moto_server ${what}. It said:\n${said}`));
    const silence = setTimeout(fail, THIRTY_SECONDS, 'did not tell its port within 30 s');
    server.on('error', reject);
    server.on('exit', (code) => fail(`ended with code ${code}`));
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // It prints this line once its socket listens.
      const [, told] = /Running on http:\/\/127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      if (told) {
        clearTimeout(silence);
        resolve(Number(told));
      }
    });
  }).catch(async (error) => {
    await stop();
    throw error;
  });
  return { port, stop };
};
