/** `statsig-edge check`: what the handler will make of specs, before it is given them. */
import { messageOf } from '../handler/src/log';
import { SpecsError } from '../handler/src/specs';
import { parseUser, parseUsers, readSettings, readTextFile, settingsWith } from './check/inputs';
import { checkReport } from './check/report';
import { checkText } from './check/text';
import { type Report, subcommand } from './subcommand';

export const check = subcommand({
  name: 'check',
  summary: 'Says what the function will make of a file of config specs.',
  operand: 'FILE',
  about: `FILE holds specs as from https://api.statsigcdn.com/v1/download_config_specs/<client key>.json.
The function's own code says whether they can be used, and evaluates them. Listed are:
every gate, experiment, config and layer; those that cannot be evaluated at the edge, for which
routes give their default, with the chain of those that they rest on; those that look at what a
request does not tell, such as an e-mail address; and the size.`,
  flags: {
    user: {
      type: 'string',
      value: 'JSON',
      help: 'a Statsig user: what each spec gives to it, and by which rule',
    },
    users: {
      type: 'string',
      value: 'N',
      help: 'so many made-up users: how each spec splits them, as a chart; with --user they have\nits fields, and ids of their own',
    },
    settings: {
      type: 'string',
      value: 'FILE',
      help: "settings.json as in the function's zip. Of it count environment, identity and\nroutes: a route whose subject cannot be evaluated is an error. The rest may be left out",
    },
  },
  examples: [
    'check statsig-config.json',
    `check statsig-config.json --user '{"userID": "alice", "country": "SE"}'`,
    'check statsig-config.json --users 10000',
    'check statsig-config.json --json | jq .specs[].name',
  ],
  failure: 'the specs cannot be used, or a route would always give its default',
  run: async (file, { user, users, settings }, progress) => {
    const options = {
      user: user === undefined ? null : parseUser(user),
      users: users === undefined ? null : parseUsers(users),
      settings: settings === undefined ? settingsWith({}) : readSettings(settings),
      checkRoutes: settings !== undefined,
    };
    const text = readTextFile('The file', file);
    try {
      const report = checkReport(text, options, progress);
      return {
        json: report,
        text: (screen) => checkText(file, report, screen),
        exitCode: report.routes.length === 0 ? 0 : 1,
      };
    } catch (error) {
      if (!(error instanceof SpecsError)) throw error;
      return unusable(file, messageOf(error));
    }
  },
});

function unusable(file: string, reason: string): Report {
  return {
    json: { usable: false, reason },
    text: ({ paint }) => `${paint('red', 'not usable')}  ${file}\n${reason}`,
    exitCode: 1,
  };
}
