import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shellSteps } from '../support/workflow-steps';

const WORKFLOW = readFileSync(
  join(__dirname, '../../docs/github-actions/terraform-plan.yml'),
  'utf8',
);

// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
const SUMMARY_BYTES = 1024 * 1024;
/** GitHub refuses a longer one: "body is too long (maximum is 65536 characters)". */
const COMMENT_CHARACTERS = 65_536;

const MARK = '<!-- statsig-edge plan -->';

/** Stands in for a program: notes how it was called, and does what the test says. */
const PROGRAM = (name: string, does: string) =>
  `#!/usr/bin/env bash\necho "${name} $*" >> "$CALLS"\n${does}\n`;

describe('the shell steps of terraform-plan.yml', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'statsig-edge-workflow-'));
    mkdirSync(join(folder, 'infrastructure'));
    mkdirSync(join(folder, 'bin'));
    program('terraform', 'if [ "$1" = show ]; then cat "$PLAN"; fi');
    // Lists no comments, and takes the one that it is given, as `-F body=@FILE` says.
    program(
      'gh',
      'for last; do :; done; case "$last" in body=@*) cp "${last#body=@}" "$COMMENT";; esac',
    );
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const program = (name: string, does: string): void => {
    writeFileSync(join(folder, 'bin', name), PROGRAM(name, does));
    chmodSync(join(folder, 'bin', name), 0o755);
  };

  const written = (name: string): string => readFileSync(join(folder, name), 'utf8');

  /** As a runner does, one after the other, until one fails. */
  const run = (job: string, plan: string): { failed?: string; errors: string } => {
    writeFileSync(join(folder, 'plan'), plan);
    for (const { name, script } of shellSteps(WORKFLOW, job)) {
      const bash = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
      const { status, stderr } = spawnSync('bash', bash, {
        cwd: join(folder, 'infrastructure'),
        encoding: 'utf8',
        env: {
          PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
          CALLS: join(folder, 'calls'),
          PLAN: join(folder, 'plan'),
          COMMENT: join(folder, 'comment'),
          GITHUB_STEP_SUMMARY: join(folder, 'summary'),
          GITHUB_SERVER_URL: 'https://github.com',
          GITHUB_REPOSITORY: 'you/site',
          GITHUB_RUN_ID: '7',
          PULL_REQUEST: '12',
        },
      });
      if (status !== 0) return { failed: name, errors: stderr };
    }
    return { errors: '' };
  };

  const SMALL =
    '  # aws_s3_bucket.specs will be created\n\nPlan: 1 to add, 0 to change, 0 to destroy.\n';
  /** Longer than a comment and than a summary, with letters of several bytes. */
  const LARGE = `${'    + path = "/größe/…"\n'.repeat(60_000)}\nPlan: 9 to add, 0 to change, 0 to destroy.\n`;

  it('plan: check, plan and show what is then applied', () => {
    expect(run('plan', SMALL)).toEqual({ errors: '' });
    const calls = written('calls')
      .split('\n')
      .filter((call) => call.startsWith('terraform'));
    expect(calls).toEqual([
      'terraform fmt -check -recursive',
      'terraform init -lockfile=readonly',
      'terraform validate',
      'terraform plan -lock=false -out=tfplan',
      'terraform show -no-color tfplan',
    ]);
  });

  it('apply just that plan', () => {
    expect(run('apply', SMALL)).toEqual({ errors: '' });
    expect(written('calls').trim().split('\n')).toEqual([
      'terraform init -lockfile=readonly',
      'terraform apply tfplan',
    ]);
  });

  it('show a plan that fits as a whole, in the summary and in a comment', () => {
    run('plan', SMALL);
    expect(written('summary')).toBe(`\`\`\`\n${SMALL}\`\`\`\n`);
    const comment = written('comment');
    expect(comment.startsWith(`${MARK}\nPlan: 1 to add, 0 to change, 0 to destroy.\n`)).toBe(true);
    expect(comment).toContain(`\`\`\`\n${SMALL}\`\`\`\n`);
    expect(comment).not.toContain('goes on');
  });

  it('show of a longer one the lines that fit, and where it goes on', () => {
    expect(run('plan', LARGE)).toEqual({ errors: '' });
    const [summary, comment] = [written('summary'), written('comment')];
    expect(Buffer.byteLength(summary)).toBeLessThan(SUMMARY_BYTES);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(SUMMARY_BYTES * 0.8);
    expect(comment.length).toBeLessThanOrEqual(COMMENT_CHARACTERS);
    expect(Buffer.byteLength(comment)).toBeGreaterThan(50_000);
    expect(comment).toContain('\nPlan: 9 to add, 0 to change, 0 to destroy.\n');
    expect(comment).toContain(
      'The plan goes on in [the summary of the run](https://github.com/you/site/actions/runs/7).',
    );
    for (const text of [summary, comment]) {
      // No letter is cut, and the fence is closed on a line of its own.
      expect(text).not.toContain('\ufffd');
      expect(text).toContain('/größe/…"\n```\n');
    }
  });

  it('write a comment, and with the next push into the same one', () => {
    run('plan', SMALL);
    expect(written('calls')).toContain(
      'gh api repos/you/site/issues/12/comments -F body=@comment.md',
    );

    program('gh', 'case "$*" in *--jq*) printf "41\\n42\\n";; esac');
    run('plan', SMALL);
    expect(written('calls')).toContain(
      'gh api --method PATCH repos/you/site/issues/comments/41 -F body=@comment.md',
    );
  });

  it('say of a plan without resources that there is none', () => {
    run('plan', 'No changes. Your infrastructure matches the configuration.\n');
    expect(written('comment')).toContain(`${MARK}\nNo changes.`);
    run('plan', 'Changes to Outputs:\n  + url = "https://…"\n');
    expect(written('comment')).toContain(`${MARK}\nOnly outputs change.\n`);
  });

  it('stop where the plan fails, and show nothing', () => {
    program('terraform', '[ "$1" != plan ]');
    expect(run('plan', SMALL).failed).toBe('terraform plan -lock=false -out=tfplan');
    expect(existsSync(join(folder, 'summary'))).toBe(false);
    expect(existsSync(join(folder, 'comment'))).toBe(false);
  });
});
