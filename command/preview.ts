/** `statsig-edge preview`: the keys of previews, and the links. */
import type { KeyObject } from 'node:crypto';
import { PREVIEW } from '../handler/src/http-names';
import { durationOf } from './duration';
import { CommandError, UsageError } from './errors';
import { jwksOf, readKey, writeNewKey } from './preview/keys';
import { shownOf } from './preview/shown';
import { type Previewed, problemOf, tokenOf } from './preview/token';
import { type Report, subcommand } from './subcommand';

export const preview = subcommand({
  name: 'preview',
  summary: 'Makes a link that shows one visitor what is not yet, and the keys for it.',
  operand: 'KEYFILE',
  about: `KEYFILE holds the private key that signs previews (Ed25519, PEM). Anybody who has it can make links
that show any value of any gate, so keep it as you keep secrets. The public key goes into the settings.
--new makes the key. Without --new and --host, the public key of an existing KEYFILE is printed.
--host prints the link. A browser that opens it is shown what --gate and --parameters say, and a
cookie keeps that until the link expires. A link cannot be withdrawn earlier, except by putting
another key into the settings.`,
  flags: {
    new: {
      type: 'boolean',
      help: 'make the key: KEYFILE is written, and never overwritten',
    },
    host: {
      type: 'string',
      value: 'HOST',
      help: 'the site, as browsers name it: www.example.com; on your machine localhost:3000',
    },
    path: { type: 'string', value: 'PATH', help: 'the page that the link opens (default: /)' },
    gate: {
      type: 'string',
      value: 'NAME=true',
      multiple: true,
      help: 'what a gate is, true or false; may be given several times',
    },
    parameters: {
      type: 'string',
      value: 'NAME=JSON',
      multiple: true,
      help: 'parameters of an experiment, config or layer; may be given several times',
    },
    expires: {
      type: 'string',
      value: 'TIME',
      help: 'how long it is good: 30m, 2h or 7d, for instance (default: 1h)',
    },
  },
  examples: [
    'preview preview-key.pem --new',
    'preview preview-key.pem --host www.example.com --gate new_home=true --expires 2h',
    `preview preview-key.pem --host www.example.com --parameters 'homepage_hero={"path": "/b/index.html"}'`,
  ],
  failure: 'the key cannot be read or written, or the function would not take the preview',
  run: async (file, { new: isNew = false, host, path, gate, parameters, expires }) => {
    if (host === undefined) {
      if ((gate ?? parameters ?? path ?? expires) !== undefined) {
        throw new UsageError(
          'preview: --host is missing, the site that the preview is for, such as www.example.com.',
        );
      }
      const key = isNew ? writeNewKey(file) : readKey(file);
      return keyReport(file, isNew, jwksOf(key));
    }
    if (isNew) {
      throw new UsageError(
        'preview: --new and --host do not go together: make the key, give the settings its public one, and then the links.',
      );
    }
    const shown = shownOf(gate, parameters);
    if (gate === undefined && parameters === undefined) {
      throw new UsageError('preview: nothing is to be seen; give --gate or --parameters.');
    }
    const address = addressOf(host, path);
    const exp = Math.floor(
      (Date.now() + durationOf('preview: --expires', expires ?? '1h')) / 1_000,
    );
    return linkReport(address, { host: address.host, exp, shown }, readKey(file));
  },
});

function keyReport(file: string, isNew: boolean, previewKeys: string): Report {
  // A string of JSON is one of Terraform's too: nothing in a JWKS begins a template.
  const text = JSON.stringify(previewKeys);
  return {
    json: { file, written: isNew, previewKeys },
    text: ({ paint }) =>
      [
        `${paint('green', isNew ? 'written' : 'read')}  ${file}, the private key. The public one, for the settings:`,
        '',
        `Terraform      preview_keys = ${text}`,
        `settings.json  "previewKeys": ${text}`,
      ].join('\n'),
    exitCode: 0,
  };
}

function linkReport(address: URL, previewed: Previewed, key: KeyObject): Report {
  const token = tokenOf(previewed, key);
  // By the function's own code, so that what it would refuse is no link.
  const problem = problemOf(token, previewed.host, jwksOf(key));
  if (problem !== null) {
    throw new CommandError(`preview: the function would not take it: ${problem}.`);
  }
  address.searchParams.append(PREVIEW, token);
  const link = address.href;
  const until = new Date(previewed.exp * 1_000).toISOString();
  return {
    json: { link, token, host: previewed.host, until, ...previewed.shown },
    text: ({ paint }) => `${link}\n${paint('dim', `good until ${until}`)}`,
    exitCode: 0,
  };
}

/** @throws {UsageError} */
function addressOf(host: string, path = '/'): URL {
  if (!path.startsWith('/')) {
    throw new UsageError(
      `preview: --path is ${JSON.stringify(path)}; it takes a path such as /pricing.`,
    );
  }
  // The local edge speaks HTTP.
  const scheme = /^(localhost|127\.0\.0\.1)(:|$)/.test(host) ? 'http' : 'https';
  const base = `${scheme}://${host}`;
  const address = URL.canParse(base) ? new URL(base + path) : null;
  if (address?.host === host.toLowerCase()) return address;
  throw new UsageError(
    `preview: --host is ${JSON.stringify(host)}; it takes a host alone, such as www.example.com.`,
  );
}
