/**
 * Settings: what one deployment is told. They are baked into the function's zip as `settings.json`, because
 * Lambda@Edge has no environment variables, and because they then change and roll back with the version.
 */

import { checkRoute, GUIDE_ROUTE, type Route, routeSchema } from '../routes/route';
import { problemOfClientKey } from './client-key';
import { exposuresDocs, exposuresFields } from './exposures';
import {
  boolean,
  type Docs,
  type InnerDocs,
  type Nested,
  object,
  objects,
  text,
  texts,
  type ValuesOf,
} from './field';
import { identityDocs, identityFields, identityNested } from './identity';
import { parseFields, SettingsError } from './parse';
import { JWKS, NAME, STICKY_KEY } from './shapes';
import { specsDocs, specsFields } from './specs';

export { SettingsError } from './parse';

/** Every setting there is. What stands here is read, documented and, by modules/, offered in Terraform. */
export const settingsFields = {
  clientKey: text({ problem: problemOfClientKey }),
  environment: text({ default: null }),
  killSwitchGate: text({ default: null, shapes: [NAME] }),
  previewKeys: text({ default: null, shapes: [JWKS] }),
  stickyExperiments: texts(NAME, null, null),
  stickyKeys: texts(STICKY_KEY, null, null),
  specs: object(specsFields),
  routes: objects(routeSchema, [GUIDE_ROUTE]),
  identity: object(identityFields),
  exposures: object(exposuresFields),
  metrics: boolean(true),
};

export const settingsDocs: Docs<typeof settingsFields> = {
  clientKey:
    'Statsig client key, `client-…`. It is public: browsers carry the same one. Never a server secret.',
  environment:
    'Statsig environment tier, such as `production` or `staging`. Left out: the one in the specs.',
  killSwitchGate:
    'Gate with which routes are switched off: while it passes for a visitor, they do what they do without specs. Their requests pass, or get the default value. Left out: none.',
  previewKeys:
    'Public Ed25519 keys, the text of a JWKS, by which previews are signed: `?statsig_preview=…` shows one visitor what its token says. Left out: there are no previews.',
  stickyExperiments:
    'Experiments whose visitors keep their group when the allocation changes, for as long as the experiment is active; 16 at most. Left out: none.',
  stickyKeys:
    'Secret keys by which the cookie is signed that holds the groups which visitors keep: 32 random bytes or more each, in Base64. The first signs and the others are still good, so that keys can be rotated.',
  specs: 'Where the specs are, and how they are kept fresh.',
  routes:
    "Routes, in order: the first one whose path matches decides, and a request that matches none passes untouched. Left out: every path is answered with the JSON of Statsig's guide for the gate `test_gate`.",
  identity: 'How visitors are told apart.',
  exposures: 'Exposure events: what Statsig is told of who was shown what.',
  metrics:
    'Metrics in the log, one line a minute and execution environment, of which CloudWatch makes custom metrics, in each Region that visitors are served from. `false` writes none.',
};

export const innerDocs: InnerDocs<typeof settingsFields> = {
  specs: specsDocs,
  identity: identityDocs,
  exposures: exposuresDocs,
};

/** Of the objects in those. */
export const nestedDocs: Readonly<Partial<Record<keyof typeof settingsFields, Nested>>> = {
  identity: identityNested,
};

export interface Settings extends Omit<ValuesOf<typeof settingsFields>, 'routes'> {
  routes: Route[];
}

/**
 * Checks settings as they stand in `settings.json`, and fills in the defaults. An absent field and `null` are the
 * same, because Terraform writes `null` for what was not given.
 * @throws {SettingsError} naming the field, what is wrong with it and what to do.
 */
export function parseSettings(json: unknown): Settings {
  const settings = parseFields(settingsFields, json);
  const { url, access, region, secret } = settings.specs;
  if (access === 'private' && region === '') {
    throw new SettingsError(
      'specs.region',
      'is missing: a private bucket needs the AWS Region it is in, for the signature.',
    );
  }
  if (access !== 'public' && url.startsWith('http:')) {
    throw new SettingsError(
      'specs.url',
      `is ${JSON.stringify(url)}, over which anybody on the way reads what signs the request; with specs.access ${access} it is an https address.`,
    );
  }
  if (secret !== null && access !== 'cloudfront') {
    throw new SettingsError(
      'specs.secret',
      `goes with specs.access cloudfront, and that is ${access}: nobody else asks for it. Leave it out.`,
    );
  }
  if ((settings.stickyExperiments === null) !== (settings.stickyKeys === null)) {
    throw new SettingsError(
      'stickyExperiments',
      'goes with stickyKeys, by which the groups are signed. Give both, or leave both out.',
    );
  }
  const routes = settings.routes.map((route, index) => checkRoute(route, `routes[${index}]`));
  const { anonymousUserId } = settings.identity;
  // Statsig's guide answers with the visitor's id as userID. With routes there are pages, and their browser SDK sets no userID.
  const byDefault = Object(json).routes == null ? 'stableID' : 'none';
  const identity = { ...settings.identity, anonymousUserId: anonymousUserId ?? byDefault };
  return { ...settings, identity, routes };
}
