/** `statsig-edge fetch`: the specs of a project, from Statsig's CDN into a file. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { messageOf } from '../handler/src/log';
import { problemOfClientKey } from '../handler/src/settings/client-key';
import type { Specs } from '../handler/src/specs';
import { STATSIG_CDN } from '../handler/src/specs/download-url';
import { addressOf, download } from './download';
import { CommandError, UsageError } from './errors';
import { subcommand } from './subcommand';
import { counted } from './words';

const FILE = 'statsig-config.json';

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
      help: `where to download from, such as a proxy of your own (default: ${STATSIG_CDN})`,
    },
  },
  examples: [
    'fetch client-abc123',
    'fetch "$TF_VAR_statsig_client_key" --output specs/production.json',
  ],
  failure: 'there are no specs to be had, or they cannot be used',
  run: async (key, { output: file = FILE, 'base-url': base = STATSIG_CDN }, progress) => {
    const problem = problemOfClientKey(key);
    if (problem !== null) throw new UsageError(`fetch: KEY ${problem}`);
    const url = addressOf(base, key);
    if (url === null) {
      throw new UsageError(
        `fetch: --base-url is ${JSON.stringify(base)}; it takes an http or https address, such as ${STATSIG_CDN}.`,
      );
    }
    progress(`asking ${url.host}`);
    const { text, specs } = await download(url);
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
