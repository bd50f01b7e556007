/** What Terraform asks of the fields of an identity together: the handler's own checks are in handler/src/settings/plan.ts. */
import {
  attributeExample,
  KEYED_SOURCES,
  KEYLESS_SOURCES,
} from '../../handler/src/settings/attributes';
import { tokenExample } from '../../handler/src/settings/token';
import { quoted } from './check';
import type { EntryRule, Rule } from './input';

function ofEach(hcl: EntryRule['hcl'], message: string, refuses: object): EntryRule {
  return { hcl, message, refuses: { attributes: [refuses] } };
}

/** Of each of the attributes, which is called `attribute`. */
export const attributeRules: readonly EntryRule[] = [
  ofEach(
    // A source that there is not is refused for itself.
    () =>
      `!contains(attribute.key == null ? [${quoted(KEYED_SOURCES)}] : [${quoted(KEYLESS_SOURCES)}], attribute.from)`,
    `An attribute from a ${KEYED_SOURCES.join(', ')} has the key by which it is found, and no other has one.`,
    { name: 'email', from: 'cookie' },
  ),
  ofEach(
    () =>
      'attribute.type == "text" || can(regex("^(custom|privateAttributes)[.]", attribute.name))',
    'Only attributes of custom and of privateAttributes have a type; the others are texts.',
    { ...attributeExample, name: 'email', type: 'number' },
  ),
  ofEach(
    (_attribute, identity) => `attribute.from != "claim" || ${identity}.token != null`,
    'An attribute is from a claim, and there is no token with claims: give identity.token.',
    { ...attributeExample, from: 'claim' },
  ),
];

export const identityRules: readonly Rule[] = [
  {
    hcl: (it) => `!${it}.everywhere || ${it}.stable_id_cookie`,
    message:
      'With everywhere the cookie of stable_id_cookie is handed out, and that is false: leave one of them out.',
    refuses: { everywhere: true, stable_id_cookie: false },
  },
  {
    hcl: (it) =>
      `${it}.token == null || ${it}.user_id_cookie == null && ${it}.user_id_header == null`,
    message:
      'The token goes with neither user_id_cookie nor user_id_header, into which viewers can write anybody: leave those out.',
    refuses: { token: tokenExample, user_id_cookie: 'user' },
  },
];
