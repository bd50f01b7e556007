import { routeSchema, routeSchemaDocs } from '../../handler/src/routes/route';
import { settingsDocs, settingsFields } from '../../handler/src/settings';
import { problemOfClientKey } from '../../handler/src/settings/client-key';
import { specsDocs, specsRefresh as specsRefreshFields } from '../../handler/src/settings/specs';
import { inputOf, objectOf, objectRules } from './from-settings';
import type { Inputs } from './input';
import { plainInputs } from './plain-settings';
import { routeEntries, routesRules } from './route-rules';
import { stickyKeysRules } from './sticky-rules';
import { list, text } from './type';

const KEYS = 'Statsig console → Settings → Keys & Environments';

const stickyKeys = inputOf('stickyKeys', settingsFields.stickyKeys, settingsDocs.stickyKeys, {});

/** The settings that are baked into the function, but for what the stack knows by itself. */
export const statsig = {
  statsig_client_key: {
    type: text,
    description: `Statsig client key, \`client-…\`, from ${KEYS}. It is public: browsers carry the same one.`,
    check: (key: string) => {
      const problem = problemOfClientKey(key);
      if (problem !== null) throw new Error(`it ${problem}`);
    },
    rules: [
      {
        hcl: (it) => `!startswith(${it}, "secret-")`,
        message: `This is a server secret key, and it would be written into a file: whoever has it can read and change your project. Use a client key (client-…) from ${KEYS}, and rotate the secret if it was committed anywhere.`,
      },
      {
        hcl: (it) => `!startswith(${it}, "console-")`,
        message: `This is a console API key. Use a client key (client-…) from ${KEYS}.`,
      },
      {
        hcl: (it) => `can(regex("^(secret-|console-|client-[A-Za-z0-9_-]+$)", ${it}))`,
        message: `A Statsig client key starts with client-. Find it in ${KEYS}.`,
      },
    ],
  },
  statsig_environment: {
    type: text,
    description: settingsDocs.environment,
    default: null,
    rules: [
      {
        hcl: (it) => `${it} != ""`,
        message: 'The statsig_environment is empty: leave it out instead.',
      },
    ],
  },
  routes: {
    type: list(objectOf('RouteInput', routeSchema, routeSchemaDocs())),
    description: settingsDocs.routes,
    default: null,
    rules: routesRules,
    entries: routeEntries,
  },
  ...plainInputs,
  sticky_keys: {
    ...stickyKeys,
    sensitive: true,
    rules: [...(stickyKeys.rules ?? []), ...stickyKeysRules],
  },
  specs_refresh: {
    type: objectOf('SpecsRefreshInput', specsRefreshFields, specsDocs),
    description: 'How the function keeps its specs fresh.',
    default: {},
    rules: objectRules(specsRefreshFields),
  },
} as const satisfies Inputs;
