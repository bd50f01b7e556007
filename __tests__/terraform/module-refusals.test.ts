import { copyFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ask } from '../support/terraform/ask';
import { checksAlone } from '../support/terraform/checks-alone';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { type Diagnostic, diagnosticsIn } from '../support/terraform/diagnostics';
import { type FakeAws, startFakeAws } from '../support/terraform/fake-aws';
import { checkOutModule, type TerraformModule } from '../support/terraform/module';
import { type Check, checksIn, entryChecksIn } from '../support/terraform/module-checks';
import { type RefusedRun, refusedRuns } from '../support/terraform/test-runs';

const FIFTEEN_MINUTES = 900_000;

/** A zip that is not there is shown by module-saved-plan.test.ts, and one that is too large by refusals.test.ts. */
const ABOUT_THE_ZIP =
  /^The zip of the (sync )?function|^The handler and the specs in the function's zip/;

/** No value of an input, but the caller's provider. */
const ABOUT_THE_PROVIDER = /^The provider that is passed as aws\.us_east_1/;

/** A file so large is no part of the module: refusals.test.ts makes one. */
const TOO_LARGE = /^The (fallback_)?specs_file has more than \d+ bytes/;

/** The variable that a diagnostic is about: what it names may be an attribute of it. */
const variable = ({ snippet }: Diagnostic): string | undefined =>
  /^var\.\w+/.exec(snippet?.values?.[0]?.traversal ?? '')?.[0];

/** The resource that a diagnostic is about. */
const resource = ({ snippet }: Diagnostic): string | undefined =>
  snippet?.context?.replace(/^resource "(\w+)" "(\w+)"$/, '$1.$2');

const readable = ({ subject, message }: Check): string => `${subject}: ${message}`;

/** The runs in groups of one for each subject, so that a plan can take a group. */
const rounds = (runs: readonly RefusedRun[]): RefusedRun[][] => {
  const groups: RefusedRun[][] = [];
  for (const run of runs) {
    const group = groups.find((those) => those.every(({ subject }) => subject !== run.subject));
    if (group === undefined) groups.push([run]);
    else group.push(run);
  }
  return groups;
};

/** Terraform says of an expected failure only that it came, so that the messages are looked at in a plan. */
describeWithTerraform('what the module refuses, in tests/*.tftest.hcl', (toolchain) => {
  let aws: FakeAws;
  let module: TerraformModule;

  const file = (...names: string[]): string => readFileSync(join(module.folder, ...names), 'utf8');

  beforeAll(async () => {
    aws = await startFakeAws(toolchain.motoServer);
    await ask(aws.endpoint, 's3', '/our-bucket', { method: 'PUT' });
    module = checkOutModule(toolchain, aws.endpoint);
  }, FIFTEEN_MINUTES);

  afterAll(async () => {
    module?.remove();
    await aws?.stop();
  });

  /** In all files of the module but that of its variables. */
  const preconditions = (): Check[] =>
    readdirSync(module.folder)
      .filter((name) => name.endsWith('.tf') && name !== 'variables.tf')
      .flatMap((name) => checksIn(file(name)));

  /** What a plan in a folder of the module says to these runs, taken together. */
  const objections = async (below: string, runs: readonly RefusedRun[]): Promise<Diagnostic[]> => {
    const key = runs.some(({ subject }) => subject === 'var.statsig_client_key')
      ? ''
      : 'statsig_client_key = "client-abc"\n';
    const tfvars = key + runs.map((run) => run.tfvars).join('');
    writeFileSync(join(module.folder, below, 'terraform.tfvars'), tfvars);
    return diagnosticsIn((await module.tryTerraform(below, 'plan', '-json')).stdout);
  };

  it(
    'has a case for every validation, which alone objects, with its message',
    async () => {
      // The variables alone ask no provider, and a plan that takes all cases of a round is one plan.
      const below = 'variables';
      cpSync(join(module.folder, 'tests'), join(module.folder, below, 'tests'), {
        recursive: true,
      });
      copyFileSync(join(module.folder, 'variables.tf'), join(module.folder, below, 'variables.tf'));
      await module.terraform(below, 'init');

      const runs = ['settings', 'validations'].flatMap((name) =>
        refusedRuns(file('tests', `${name}.tftest.hcl`)),
      );
      const shown: string[] = [];
      for (const round of rounds(runs.filter(({ subject }) => subject.startsWith('var.')))) {
        const said = await objections(below, round);
        expect(said.map(variable).sort()).toEqual(round.map(({ subject }) => subject).sort());
        for (const diagnostic of said) {
          const [message] = diagnostic.detail.split('\n\nThis was checked by');
          shown.push(`${variable(diagnostic)}: ${message}`);
        }
      }
      const checks = checksIn(file('variables.tf')).filter(
        ({ message }) => !TOO_LARGE.test(message),
      );
      expect(shown.sort()).toEqual(checks.map(readable).sort());
    },
    FIFTEEN_MINUTES,
  );

  it(
    'has a case for every check of an entry, which alone objects, and says which entry',
    async () => {
      const below = await checksAlone(module);
      const runs = [
        ...refusedRuns(file('tests', 'entries.tftest.hcl')),
        ...refusedRuns(file('tests', 'settings.tftest.hcl')).filter(
          ({ subject }) => !subject.startsWith('var.'),
        ),
      ].map((run) => ({ ...run, subject: `var.${/\w+/.exec(run.tfvars)?.[0]}` }));
      const shown: string[] = [];
      for (const round of rounds(runs)) {
        const lines = (await objections(below, round)).flatMap(({ detail }) => detail.split('\n'));
        for (const line of lines) expect(line).toMatch(/^\w+(\.attributes)?(\[\d+\]|\.\w+): /);
        const of = (line: string) => `var.${/\w+/.exec(line)?.[0]}`;
        expect(lines.map(of).sort()).toEqual(round.map(({ subject }) => subject).sort());
        shown.push(...lines.map((line) => `${of(line)}${line.slice(line.indexOf(': '))}`));
      }
      expect(shown.sort()).toEqual(entryChecksIn(file('checks.tf')).map(readable).sort());
    },
    FIFTEEN_MINUTES,
  );

  it(
    'names every entry that is refused, at once',
    async () => {
      module.provide();
      await module.terraform('.', 'init');
      const routes = [
        { path: '/', action: 'respond', gate: 'new_home' },
        { path: 'shop', action: 'respond', gate: 'new_shop' },
        { path: '/news', action: 'respond' },
      ];
      const tfvars = `routes = ${JSON.stringify(routes)}\norigins = { api = { domain_name = "https://api.example.com" } }\n`;
      const [objection, ...others] = await objections('.', [{ name: '', subject: '', tfvars }]);
      expect(others).toEqual([]);
      expect(resource(objection as Diagnostic)).toBe('aws_lambda_function.edge');
      expect(objection?.detail.split('\n')).toEqual([
        'routes[1]: The path is not valid: a path starts with / or *.',
        expect.stringMatching(/^routes\[2\]: A route must name exactly one of gate/),
        expect.stringMatching(/^origins\.api: The domain_name of an origin must be a domain name/),
      ]);
    },
    FIFTEEN_MINUTES,
  );

  it(
    'has a case for every precondition, which alone objects, with its message',
    async () => {
      module.provide();
      await module.terraform('.', 'init');
      const shown: string[] = [];
      for (const run of refusedRuns(file('tests', 'preconditions.tftest.hcl'))) {
        for (const diagnostic of await objections('.', [run])) {
          expect(resource(diagnostic)).toBe(run.subject);
          shown.push(`${run.subject}: ${diagnostic.detail}`);
        }
      }
      const checks = preconditions().filter(
        ({ message }) => !ABOUT_THE_ZIP.test(message) && !ABOUT_THE_PROVIDER.test(message),
      );
      expect(shown.sort()).toEqual(checks.map(readable).sort());
    },
    FIFTEEN_MINUTES,
  );

  it(
    'has the plan fail where the provider aws.us_east_1 is one of another Region',
    async () => {
      module.provide({ usEast1: 'eu-west-1' });
      const [objection, ...others] = await objections('.', []);
      expect(objection?.detail).toMatch(ABOUT_THE_PROVIDER);
      expect(others).toEqual([]);
    },
    FIFTEEN_MINUTES,
  );
});
