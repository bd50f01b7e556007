/**
 * Previews: what somebody who holds the private key wants to see for once, whatever the specs say. They come as a JWT,
 * and are as if they were not there when they are not good.
 */
import { decodeCookie, findCookie } from '../../cookies';
import { djb2 } from '../../djb2';
import { PREVIEW } from '../../http-names';
import type { Log } from '../../log';
import type { BrowserValues, FindPreview, Preview } from '../../previewed';
import { type Claims, tokenVerifier, type Verified } from './token';

/** What a browser keeps of a cookie, with its name and attributes. */
const MAX_LENGTH = 3_500;

export function previewFinder(keys: string, log: Log, now: () => number = Date.now): FindPreview {
  // Whom it is for is the host, which a request tells.
  const verify = tokenVerifier({ issuer: PREVIEW, audience: [], keys, leeway: 0 }, log, now);
  return ({ headers, querystring }) => {
    const asked = querystring.includes(PREVIEW)
      ? new URLSearchParams(querystring).get(PREVIEW)
      : null;
    const kept = findCookie(headers, PREVIEW);
    const host = headers.host?.[0]?.value.toLowerCase();
    for (const token of [asked, kept && decodeCookie(kept)]) {
      if (!token) continue;
      const read = verifyFor(token, host);
      if ('claims' in read) return previewOf(token, read.claims, now());
      log('warn', 'A preview is not taken', { reason: read.problem });
    }
    return null;
  };

  function verifyFor(token: string, host: string | undefined): Verified {
    if (token.length > MAX_LENGTH) return { problem: `it is longer than ${MAX_LENGTH} characters` };
    const read = verify(token);
    return 'claims' in read && read.claims.aud !== host
      ? { problem: 'it is for another host' }
      : read;
  }
}

function previewOf(token: string, claims: Claims, now: number): Preview {
  const gates = new Map(Object.entries(Object(claims.gates)));
  const parameters = new Map(Object.entries(Object(claims.parameters)));
  const until = Number(claims.exp) * 1_000;
  const parametersOf = (name: string) =>
    parameters.has(name) ? (Object(parameters.get(name)) as Record<string, unknown>) : null;
  return {
    token,
    until: new Date(until).toISOString(),
    maxAgeSeconds: Math.ceil((until - now) / 1_000),
    gate: (name) => (gates.has(name) ? gates.get(name) === true : null),
    parameters: parametersOf,
    applyTo: (values: BrowserValues) => {
      for (const [name, value] of gates) {
        const item = values.feature_gates[djb2(name)];
        if (item !== undefined) Object.assign(item, { value: value === true, rule_id: PREVIEW });
      }
      for (const list of [values.dynamic_configs, values.layer_configs]) {
        for (const name of parameters.keys()) {
          const item = list[djb2(name)];
          if (item === undefined) continue;
          const value = { ...Object(item.value), ...parametersOf(name) };
          Object.assign(item, { value, rule_id: PREVIEW });
        }
      }
    },
  };
}
