/** `statsig-edge fetch`: the specs of a project, from Statsig's CDN into a file. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { messageOf } from '../handler/src/log';
import { problemOfClientKey } from '../handler/src/settings/client-key';
import { parseSpecs, type Specs } from '../handler/src/specs';
import { CommandError, UsageError } from './errors';
import { reasonUnreachable } from './reach';
import { subcommand } from './subcommand';
import { counted } from './words';

const CDN = 'https://api.statsigcdn.com';
const FILE = 'statsig-config.json';
const TIMEOUT_MS = 30_000;

export const fetchSpecs = subcommand({
  name: 'fetch',
  summary: 'Downloads the config specs of a Statsig project into a file.',
  operand: 'KEY',
  about: `KEY is a client key (client-…) from Statsig console → Settings → Keys & Environments, with the scope
to download config specs (client_download_config_specs). What cannot be used by the function is
refused, and then the file stays as it was. Nothing is written when nothing changed.`,
  flags: {
    output: { type: 'string', value: 'FILE', help: `the file to write (default: ${FILE})` },
    'base-url': {
      type: 'string',
      value: 'URL',
      help: `where to download from, such as a proxy of your own (default: ${CDN})`,
    },
  },
  examples: [
    'fetch client-abc123',
    'fetch "$TF_VAR_statsig_client_key" --output specs/production.json',
  ],
  failure: 'there are no specs to be had, or they cannot be used',
  run: async (key, { output: file = FILE, 'base-url': base = CDN }, progress) => {
    const problem = problemOfClientKey(key);
    if (problem !== null) throw new UsageError(`fetch: KEY ${problem}`);
    const url = addressOf(base, key);
    progress(`asking ${url.host}`);
    const text = await download(url);
    const specs = parse(text, url);
    const changed = !existsSync(file) || readFileSync(file, 'utf8') !== text;
    if (changed) replace(file, text);
    const found = summaryOf(specs);
    const { gates, configs, layers } = found;
    return {
      json: { file, changed, ...found, bytes: Buffer.byteLength(text) },
      text: ({ paint }) =>
        `${paint('green', changed ? 'written' : 'unchanged')}  ${file}, specs of ${found.time}: ${counted(gates, 'gate')}, ${counted(configs, 'config')}, ${counted(layers, 'layer')}`,
      exitCode: 0,
    };
  },
});

function addressOf(base: string, key: string): URL {
  const path = `/v1/download_config_specs/${key}.json`;
  const address = `${base.replace(/\/$/, '')}${path}`;
  if (/^https?:\/\//.test(base) && URL.canParse(address)) return new URL(address);
  throw new UsageError(
    `fetch: --base-url is ${JSON.stringify(base)}; it takes an http or https address, such as ${CDN}.`,
  );
}

async function download(url: URL): Promise<string> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await response.text();
  } catch (error) {
    throw new CommandError(
      `${url.host} cannot be reached: ${reasonUnreachable(error)}. Is this machine online, and may it reach that host?`,
    );
  }
  if (response.ok) return text;
  throw new CommandError(
    `${url.host} answers ${response.status} for this key. ${advice(response)}`,
  );
}

function advice({ status }: Response): string {
  if (status >= 500 || status === 429) return 'That is not for you to mend; try again later.';
  return 'Either it is no key of a Statsig project, or it was deleted, or it lacks the scope to download config specs (client_download_config_specs), which Statsig console → Settings → Keys & Environments gives it.';
}

function parse(text: string, url: URL): Specs {
  try {
    return parseSpecs(text);
  } catch (error) {
    throw new CommandError(`What ${url.host} answers cannot be used: ${messageOf(error)}`);
  }
}

/** In one step, so that nobody reads half a file. */
function replace(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new CommandError(`--output ${file} cannot be written: ${messageOf(error)}.`);
  }
}

function summaryOf(specs: Specs) {
  return {
    time: new Date(specs.time).toISOString(),
    gates: specs.feature_gates.length,
    configs: specs.dynamic_configs.length,
    layers: specs.layer_configs.length,
  };
}
