import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { unzip } from '../terraform/recorded';
import type { RecordedRequest } from '../terraform/recording-proxy';

/** A deployed function in a process of its own, as Lambda keeps it between two events. */
export interface DeployedFunction {
  /** Rejects where the handler does. */
  invoke(event: object): Promise<unknown>;
  /** The first line of its log that is as it shall be, when it is there. */
  logged(matches: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** @param env what it is told otherwise than it was deployed with. */
export async function startDeployed(
  requests: readonly RecordedRequest[],
  name: string,
  env: Record<string, string>,
): Promise<DeployedFunction> {
  const { code, variables } = creationOf(requests, name);
  const folder = mkdtempSync(join(tmpdir(), 'statsig-edge-sync-'));
  for (const [file, content] of Object.entries(unzip(code))) {
    writeFileSync(join(folder, file), content);
  }
  const child = fork(join(__dirname, 'process.mjs'), [join(folder, 'index.mjs')], {
    env: { ...variables, AWS_LAMBDA_FUNCTION_NAME: name, ...env },
    silent: true,
  });
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      for (const look of waiting.splice(0)) look();
    });
  }
  let settle: (outcome: { answer?: unknown; error?: string }) => void = () => {};
  child.on('message', (outcome: object) => settle(outcome));
  child.on('exit', (code) => settle({ error: `It ended with ${code}: ${lines.join('\n')}` }));
  const answered = () =>
    new Promise<unknown>((resolve, reject) => {
      settle = ({ answer, error }) =>
        error === undefined ? resolve(answer) : reject(new Error(error));
    });
  await answered();
  return {
    invoke: (event) => {
      const answer = answered();
      child.send(event);
      return answer;
    },
    logged: async (matches) => {
      for (;;) {
        const found = lines.map((line) => JSON.parse(line)).find(matches);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function creationOf(requests: readonly RecordedRequest[], name: string) {
  const found = requests
    .filter(({ method, url }) => method === 'POST' && /^\/2015-03-31\/functions\/?$/.test(url))
    .map(({ body }) => JSON.parse(body))
    .find(({ FunctionName }) => FunctionName === name);
  if (found === undefined) throw new Error(`AWS was never asked to make ${name}.`);
  return {
    code: Buffer.from(found.Code.ZipFile, 'base64'),
    variables: found.Environment.Variables as Record<string, string>,
  };
}
