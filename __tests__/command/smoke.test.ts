import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CommandError, UsageError } from '../../command/errors';
import { USER_AGENT } from '../../command/smoke/ask';
import type { SmokeReport } from '../../command/smoke/text';
import { isAudience } from '../../handler/src/exposures/audience';
import { createLocalEdge } from '../../local-edge';
import { start } from '../../local-edge/start';
import { parseFlags } from '../../local-edge/start/flags';
import { aViewerRequest } from '../support/cloudfront-events';
import { runCommand } from '../support/command/run-command';
import { aFunction, removeFunctions } from '../support/function-folder';
import { startLoopback } from '../support/handler/loopback';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  removeFunctions();
});

/** What is deployed, with the settings of its zip. */
async function deployed(settings?: object): Promise<string> {
  const flags = ['--port', '0'];
  if (settings !== undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'smoke-test-'));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'settings.json');
    const specs = {
      url: 'https://mine.s3.eu-west-1.amazonaws.com/specs.json',
      region: 'eu-west-1',
    };
    writeFileSync(file, JSON.stringify({ clientKey: 'client-mine', specs, ...settings }));
    flags.push('--settings', file);
  }
  const started = await start(parseFlags(flags), {});
  closing.push(() => started.close());
  return started.edge.url;
}

/** A function that does on viewer-request what `code` says. */
async function functionOf(code: string): Promise<string> {
  const folder = aFunction(`export const handler = async ({ Records: [{ cf }] }) => {
    if (cf.response !== undefined) return cf.response;
    ${code}
  };`);
  const edge = await createLocalEdge({ folder });
  closing.push(() => edge.close());
  return edge.url;
}

async function smoke(url: string, ...flags: string[]) {
  const { exitCode, output, steps } = await runCommand('smoke', url, '--json', ...flags);
  const report = JSON.parse(output) as SmokeReport;
  const verdicts = Object.fromEntries(
    report.findings.map(({ check, verdict }) => [check, verdict]),
  );
  return { exitCode, report, verdicts, steps };
}

const ALL_OK = {
  status: 'ok',
  answer: 'ok',
  values: 'ok',
  'same visitor': 'ok',
  cookie: 'ok',
  caching: 'ok',
};

describe('statsig-edge smoke', () => {
  it('finds nothing to mend in a sound deployment', async () => {
    const url = await deployed();
    const { exitCode, report, verdicts, steps } = await smoke(url);
    expect(verdicts).toEqual(ALL_OK);
    expect(exitCode).toBe(0);
    expect(report.latency).toMatchObject({ cold: { answers: 10 }, warm: { answers: 40 } });
    expect(steps.slice(0, 2)).toEqual(['10 new visitors at once', '10 of 50 new visitors']);

    const { output } = await runCommand('smoke', url, '--visitors', '11');
    expect(output).toMatch(/^ok {4}status {8}\d+ answers, all 200$/m);
    expect(output).toMatch(/^cold: .*\d\.\d$/m);
  });

  it('warns where everybody is given the same, and nobody an id', async () => {
    const url = await deployed({
      routes: [{ action: 'respond', gate: 'always_on' }],
      identity: { stableIdCookie: false },
    });
    const { exitCode, verdicts } = await smoke(url, '--visitors', '11');
    expect(verdicts).toEqual({ ...ALL_OK, values: 'warn', 'same visitor': 'warn', cookie: 'warn' });
    expect(exitCode).toBe(0);
  });

  it('fails where the gate is not in the specs', async () => {
    const url = await deployed({ routes: [{ action: 'respond', gate: 'nowhere' }] });
    const { exitCode, verdicts } = await smoke(url, '--visitors', '11');
    expect(verdicts).toMatchObject({ status: 'ok', answer: 'fail' });
    expect(exitCode).toBe(1);
  });

  it.each([
    ['throws', 'throw new Error("no");', { status: 'fail', answer: 'fail' }],
    ['lets the request pass', 'return cf.request;', { status: 'ok', answer: 'fail' }],
    [
      'forgets who came, and lets caches keep that',
      // New visitors see one and the other by turns; those who come again see "true".
      `globalThis.turn = !globalThis.turn;
      const gateValue = globalThis.turn || cf.request.headers.cookie !== undefined;
      return { status: '200', body: JSON.stringify({ success: true, gateValue }), headers: {
        'set-cookie': [{ value: 'statsig.stable_id.1=everybody; Path=/; Max-Age=1; Secure' }] } };`,
      { status: 'ok', answer: 'ok', 'same visitor': 'fail', cookie: 'fail', caching: 'fail' },
    ],
  ])('fails where the function %s', async (_, code, expected) => {
    const { exitCode, verdicts } = await smoke(await functionOf(code));
    expect(verdicts).toMatchObject(expected);
    expect(exitCode).toBe(1);
  });

  it('leaves no exposures', () => {
    const request = (name: string) =>
      aViewerRequest({ 'user-agent': [{ key: 'User-Agent', value: name }] }).request;
    expect(isAudience(request(USER_AGENT))).toBe(false);
    expect(isAudience(request('Mozilla/5.0'))).toBe(true);
  });

  it('says that it cannot reach the deployment', async () => {
    const gone = await startLoopback();
    await gone.close();
    const ran = runCommand('smoke', gone.url);
    await expect(ran).rejects.toThrow(CommandError);
    await expect(ran).rejects.toThrow(/cannot be reached: .*ECONNREFUSED/);
  });

  it.each([
    [['localhost'], 'URL is "localhost"; it takes an http or https address'],
    [['ftp://example.com/'], 'it takes an http or https address'],
    [['http://127.0.0.1/', '--visitors', '10'], 'it takes a number from 11 to 10000'],
    [['http://127.0.0.1/', '--visitors', 'x'], '--visitors is "x"'],
  ])('refuses %p', async (args, problem) => {
    const ran = runCommand('smoke', ...args);
    await expect(ran).rejects.toThrow(UsageError);
    await expect(ran).rejects.toThrow(problem);
  });
});
