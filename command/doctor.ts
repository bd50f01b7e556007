/** `statsig-edge doctor`: the "Common issues" of Statsig's guide and more, looked for in the account. */
import { STATSIG_CDN } from '../handler/src/specs/download-url';
import { addressOf, download } from './download';
import { UsageError } from './errors';
import { exitCodeOf, findingLines } from './findings';
import { subcommand } from './subcommand';

export const doctor = subcommand({
  name: 'doctor',
  summary: 'Looks for what is wrong with a deployment, in the AWS account.',
  operand: 'DISTRIBUTION',
  about: `DISTRIBUTION is the id of a CloudFront distribution, such as E2EXAMPLE (output distribution_id). Looked at
are: the distribution, the function that is attached to it and its versions, the role, the bucket, the
specs in it and whether Statsig has newer ones, and the logs of every Region. What is found comes with
why it matters, and with the command or input that mends it. Nothing is changed.
Credentials are found as the AWS CLI finds them: AWS_PROFILE, AWS_ACCESS_KEY_ID and so on.`,
  flags: {
    'base-url': {
      type: 'string',
      value: 'URL',
      help: `where Statsig's specs are, such as a proxy of your own (default: ${STATSIG_CDN})`,
    },
  },
  examples: ['doctor E2EXAMPLE', 'doctor "$(terraform output -raw distribution_id)" --json'],
  failure: 'something is broken; a warning is no failure',
  run: async (id, { 'base-url': base = STATSIG_CDN }, progress) => {
    if (!/^[A-Z0-9]{5,20}$/.test(id)) {
      throw new UsageError(
        `doctor: DISTRIBUTION is ${JSON.stringify(id)}; it takes the id of a distribution, such as E2EXAMPLE.`,
      );
    }
    const statsigUrl = (clientKey: string) => {
      const url = addressOf(base, clientKey);
      if (url !== null) return url;
      throw new UsageError(
        `doctor: --base-url is ${JSON.stringify(base)}; it takes an http or https address, such as ${STATSIG_CDN}.`,
      );
    };
    statsigUrl('client-any');
    // Not before: the SDK of AWS takes its time to load.
    const { clientsOfAccount } = await import('./aws/clients');
    const { examine } = await import('./doctor/examine');
    const { downloadZip } = await import('./doctor/function');
    const findings = await examine(
      id,
      {
        clients: clientsOfAccount(),
        zip: downloadZip,
        statsigTime: async (clientKey) => (await download(statsigUrl(clientKey))).specs.time,
        now: Date.now,
      },
      progress,
    );
    return {
      json: { distribution: id, findings },
      text: (screen) => findingLines(findings, screen).join('\n'),
      exitCode: exitCodeOf(findings),
    };
  },
});
