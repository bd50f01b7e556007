import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../command/errors';
import { HELP, SUBCOMMANDS } from '../../command/run';
import { runCommand } from '../support/command/run-command';

describe('statsig-edge', () => {
  it('explains itself', async () => {
    for (const args of [['--help'], ['help']]) {
      expect(await runCommand(...args)).toMatchObject({ exitCode: 0, output: HELP });
    }
    expect(await runCommand()).toMatchObject({ exitCode: 2, output: HELP });
    for (const { name, summary } of SUBCOMMANDS)
      expect(HELP).toMatch(`${name}`.padEnd(8) + summary);
  });

  it('names the subcommands that there are', async () => {
    const ran = runCommand('chekc');
    await expect(ran).rejects.toThrow(UsageError);
    await expect(ran).rejects.toThrow(
      /^chekc is not a subcommand; there are fetch, check, bundle, smoke, doctor, logs, preview/,
    );
  });
});

describe.each(SUBCOMMANDS)('statsig-edge $name', ({ name, help }) => {
  it('explains itself, in lines that a terminal has room for', async () => {
    expect(await runCommand(name, '--help')).toMatchObject({ exitCode: 0, output: help });
    expect(help).toContain(`statsig-edge ${name} `);
    expect(help).toContain('Exit codes: 0');
    expect(help.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });

  it.each([[[]], [['one', 'two']], [['one', '--nope']]])('refuses %p in one line', async (args) => {
    const ran = runCommand(name, ...args);
    await expect(ran).rejects.toThrow(UsageError);
    await expect(ran).rejects.toThrow(
      new RegExp(`^${name}: [^\\n]+ See statsig-edge ${name} --help\\.$`),
    );
  });
});
