import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandError, UsageError } from '../../command/errors';
import { REGIONS } from '../../local-edge/store/regions';
import { runCommand } from '../support/command/run-command';
import { type Loopback, startLoopback } from '../support/handler/loopback';

let aws: Loopback;
/** What was asked in which Region. */
let asked: { region: string; body: Record<string, unknown> }[];
beforeEach(async () => {
  aws = await startLoopback();
  asked = [];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
  });
});
afterEach(() => aws.close());

/** CloudWatch Logs, with these lines by Region; elsewhere there is no such group. */
function answerWith(lines: Record<string, [time: number, message: string][]>): void {
  aws.answerWith(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const region = /\/\d{8}\/([a-z0-9-]+)\/logs\//.exec(request.headers.authorization ?? '')?.[1];
    asked.push({ region: region ?? '', body: JSON.parse(body) });
    const found = lines[region ?? ''];
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    if (found === undefined) {
      response.writeHead(400).end('{"__type": "ResourceNotFoundException"}');
      return;
    }
    const events = found.map(([timestamp, message]) => ({ eventId: message, timestamp, message }));
    response.end(JSON.stringify({ events }));
  });
}

const line = (level: string, message: string) =>
  `2026-01-01T00:00:00.000Z\trequest\t${level}\t${JSON.stringify({ level, message })}\n`;

describe('statsig-edge logs', () => {
  it('merges the Regions by time', async () => {
    answerWith({
      'us-east-1': [
        [3_000, line('ERROR', 'third')],
        [1_000, line('INFO', 'first')],
      ],
      'eu-west-1': [
        [2_000, line('WARN', 'second')],
        [2_500, 'REPORT RequestId: 1'],
      ],
    });
    const { exitCode, output } = await runCommand('logs', 'gate-at-edge');
    expect(exitCode).toBe(0);
    expect(output.split('\n').map((each) => each.replace(/ +/g, ' '))).toEqual([
      '1970-01-01T00:00:01.000Z us-east-1 INFO first',
      '1970-01-01T00:00:02.000Z eu-west-1 WARN second',
      '1970-01-01T00:00:03.000Z us-east-1 ERROR third',
    ]);
    expect(asked.map(({ region }) => region).sort()).toEqual([...REGIONS].sort());
    const json = JSON.parse((await runCommand('logs', 'gate-at-edge', '--json')).output);
    expect(json.lines[1]).toEqual({
      time: 2_000,
      region: 'eu-west-1',
      level: 'WARN',
      message: 'second',
      details: {},
    });
  });

  it('asks for what it is told to', async () => {
    answerWith({});
    const before = Date.now();
    await runCommand('logs', 'gate-at-edge');
    expect(asked[0]?.body).toMatchObject({ logGroupName: '/aws/lambda/us-east-1.gate-at-edge' });
    expect(asked[0]?.body).not.toHaveProperty('filterPattern');
    asked = [];
    await runCommand('logs', 'gate-at-edge', '--errors', '--since', '2d', '--log-group', '/mine');
    expect(asked[0]?.body).toMatchObject({
      logGroupName: '/mine',
      filterPattern: '?ERROR ?"Task timed out"',
    });
    const twoDays = 2 * 24 * 3_600_000;
    expect(asked[0]?.body.startTime).toBeGreaterThanOrEqual(before - twoDays);
    expect(asked[0]?.body.startTime).toBeLessThanOrEqual(Date.now() - twoDays);
  });

  it('goes on with --follow, until it is ended', async () => {
    answerWith({ 'us-east-1': [[Date.now(), line('INFO', 'first')]] });
    const bin = join(__dirname, '../../command/bin.mjs');
    const child = spawn(process.execPath, [bin, 'logs', 'gate-at-edge', '--follow'], {
      env: { ...process.env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    const until = async (word: string) => {
      while (!output.includes(word)) {
        if (child.exitCode !== null) throw new Error(`The process ended: ${output}`);
        await new Promise((done) => setTimeout(done, 10));
      }
    };
    try {
      await until('first');
      answerWith({ 'eu-west-1': [[Date.now(), line('INFO', 'second')]] });
      await until('second');
    } finally {
      child.kill('SIGKILL');
    }
    expect(output.trim().split('\n')).toHaveLength(2);
  });

  it('says that there is nothing', async () => {
    answerWith({});
    expect(await runCommand('logs', 'gate-at-edge')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('No lines'),
    });
  });

  it('says that it may not read', async () => {
    aws.answerWith((_, response) => {
      response.writeHead(400).end('{"__type": "AccessDeniedException", "message": "Not you"}');
    });
    const ran = runCommand('logs', 'gate-at-edge');
    await expect(ran).rejects.toThrow(CommandError);
    await expect(ran).rejects.toThrow(/cannot be read: .*Not you.*logs:FilterLogEvents/);
  });

  it.each([
    [['a name'], 'FUNCTION is "a name"'],
    [['f', '--since', 'yesterday'], '--since is "yesterday"; it takes minutes, hours or days'],
    [['f', '--since', '0m'], '--since is "0m"'],
  ])('refuses %p', async (args, problem) => {
    const ran = runCommand('logs', ...args);
    await expect(ran).rejects.toThrow(UsageError);
    await expect(ran).rejects.toThrow(problem);
  });
});
