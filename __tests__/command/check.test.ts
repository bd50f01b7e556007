import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandError, UsageError } from '../../command/errors';
import { runCommand } from '../support/command/run-command';
import { everybody, experiment, field, gate, passGate, rule, specs } from '../support/specs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const swedes = gate('swedes', [rule([field('country', 'any', ['SE'])], { id: 'in-sweden' })]);
const behind = gate('behind', [rule([passGate('listed')])]);
const listed = gate('listed', [rule([field('userID', 'in_segment_list', 'list')])]);
const hero = experiment('hero', [
  rule([everybody], { id: 'r1', groupName: 'Test', returnValue: { headline: 'Hej' } }),
]);
const some = () =>
  write('specs.json', specs({ feature_gates: [swedes, behind, listed], dynamic_configs: [hero] }));

describe('statsig-edge check', () => {
  it('lists what there is, and what cannot be evaluated through which chain', async () => {
    const { exitCode, output } = await runCommand('check', some());
    expect(exitCode).toBe(0);
    expect(output).toContain('usable');
    expect(output).toContain(
      '  gate behind → gate listed\n    it uses an ID list, which is not part of the specs\n',
    );
    expect(output).toContain(
      'Gates (3)\n  swedes  1 rule\n  behind  default\n  listed  default\n\nExperiments (1)\n  hero  1 rule',
    );
  });

  it('names what a request does not tell', async () => {
    const file = write(
      'email.json',
      specs({ feature_gates: [gate('g', [rule([field('email', 'any', ['ann@example.com'])])])] }),
    );
    const { output } = await runCommand('check', file);
    expect(output).toContain('a function of your own can (1)\n  gate g: email\n');
  });

  it('says what a user is given, and by which rule', async () => {
    const user = '{"userID": "ann", "country": "SE"}';
    const { output } = await runCommand('check', some(), '--user', user);
    expect(output).toContain('  swedes  on   rule in-sweden\n');
    expect(output).toContain('  hero  Test (rule r1)  {"headline":"Hej"}');
  });

  it('draws how many users are given what, and says how far it is', async () => {
    const { output, steps } = await runCommand('check', some(), '--users', '10');
    expect(output).toContain(`  swedes  ${'█'.repeat(20)}  100.0 %  off\n`);
    expect(output).toContain(`  hero  ${'█'.repeat(20)}  100.0 %  Test (rule r1)`);
    expect(steps).toEqual(['0 of 10 users', '']);
  });

  it('gives all of it as JSON', async () => {
    const { output } = await runCommand('check', some(), '--json', '--users', '10');
    expect(JSON.parse(output)).toMatchObject({
      usable: true,
      time: '2026-01-01T00:00:00.000Z',
      specs: [
        { kind: 'gate', name: 'swedes', split: [{ value: false, users: 10 }] },
        { problem: { chain: ['gate behind', 'gate listed'] } },
        { name: 'listed' },
        { kind: 'config', entity: 'experiment', name: 'hero' },
      ],
    });
  });

  it('fails where a route would always give its default', async () => {
    const settings = write('settings.json', {
      routes: [{ path: '/', action: 'respond', gate: 'behind' }],
    });
    const { exitCode, output } = await runCommand('check', some(), '--settings', settings);
    expect(exitCode).toBe(1);
    expect(output).toContain('Routes that give their default (1)\n  gate behind: it rests on gate');
  });

  it('knows the country by the address, or where the settings name its header', async () => {
    const file = write(
      'country.json',
      specs({
        feature_gates: [
          gate('g', [
            rule([{ type: 'ip_based', field: 'country', operator: 'any', targetValue: ['SE'] }]),
          ]),
        ],
      }),
    );
    expect((await runCommand('check', file)).output).not.toContain('gives the default');
    const neither = write('neither.json', {
      identity: { countryFromAddress: false },
      routes: [],
    });
    const asked = await runCommand('check', file, '--settings', neither);
    expect(asked.output).toContain('name a trusted header');
    const settings = write('country-settings.json', {
      identity: { countryFromAddress: false, countryHeader: 'x-amzn-waf-country' },
      routes: [],
    });
    const { output } = await runCommand(
      'check',
      file,
      '--settings',
      settings,
      '--user',
      '{"country":"SE"}',
    );
    expect(output).toContain('  g  on ');
  });

  it.each([
    ['', 'The specs are empty.'],
    ['<Error><Code>AccessDenied</Code></Error>', 'an error of S3, AccessDenied'],
    ['{"has_updates": false}', 'The specs say has_updates: false'],
    ['{"has_updates": tr', 'The specs are not JSON'],
  ])('says why %p cannot be used', async (text, reason) => {
    const file = write('bad.json', text);
    const { exitCode, output } = await runCommand('check', file);
    expect(exitCode).toBe(1);
    expect(output).toContain('not usable');
    expect(output).toContain(reason);
    const json = JSON.parse((await runCommand('check', file, '--json')).output);
    expect(json).toEqual({ usable: false, reason: expect.stringContaining(reason) });
  });

  it('refuses what is larger than the function loads', async () => {
    const file = write('large.json', { ...specs({}), padding: 'x'.repeat(4 * 1024 * 1024) });
    const { exitCode, output } = await runCommand('check', file);
    expect(exitCode).toBe(1);
    expect(output).toContain('The specs have more than 4194304 bytes');
  });

  it('says what to do when the specs do not fit into the zip', async () => {
    // Nothing that compresses: numbers that look random, the same each time.
    let seed = 1;
    const noise = Array.from({ length: 300_000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed;
    });
    const { exitCode, output } = await runCommand(
      'check',
      write('noise.json', { ...specs({}), noise }),
    );
    expect(exitCode).toBe(0);
    expect(output).toContain('set package_specs to false');
  });

  it.each([
    [['--user', 'ann'], '--user is not JSON'],
    [['--user', '["ann"]'], '--user is not a JSON object'],
    [['--user', '{"custom": 1}'], '--user has a custom that is not a JSON object'],
    [['--users', '0'], '--users is "0"; it takes a number from 1 to 1000000'],
    [['--users', 'many'], '--users is "many"'],
    [['--users', '1000001'], '--users is "1000001"'],
  ])('refuses %p', async (flags, problem) => {
    const ran = runCommand('check', some(), ...flags);
    await expect(ran).rejects.toThrow(UsageError);
    await expect(ran).rejects.toThrow(problem);
  });

  it('names a file that it cannot read, and settings that cannot work', async () => {
    const missing = runCommand('check', join(folder, 'nowhere.json'));
    await expect(missing).rejects.toThrow(CommandError);
    await expect(missing).rejects.toThrow(/nowhere\.json cannot be read/);
    const settings = write('odd.json', { rutes: [] });
    await expect(runCommand('check', some(), '--settings', settings)).rejects.toThrow(
      /^--settings .*odd\.json: .*rutes/,
    );
    const list = write('list.json', []);
    await expect(runCommand('check', some(), '--settings', list)).rejects.toThrow(CommandError);
  });
});
