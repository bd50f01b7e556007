import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HttpServer, listen } from '../../../local-edge/http-server';
import { type Started, start } from '../../../local-edge/start';
import { parseFlags } from '../../../local-edge/start/flags';

const DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ENTRY = `export const handler = async ({ Records: [{ cf: { config, request } }] }) =>
  config.eventType === 'origin-request' && request.uri === '/api/origin'
    ? { status: '200', body: JSON.stringify(request.origin) }
    : request;`;

let folder: string;
let started: Started | null = null;
let site: HttpServer;
let lines: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'distribution-test-'));
  site = await listen({
    port: 0,
    answer: async ({ url, headers }, response) => void response.end(`${headers.host}${url}`),
  });
  lines = [];
});
afterEach(async () => {
  await started?.close();
  started = null;
  await site.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A site at the root, whose function is called for the viewer, and an API whose is called for the origin. */
const PLAN = JSON.stringify({
  resource_changes: [
    {
      address: 'aws_cloudfront_distribution.site',
      type: 'aws_cloudfront_distribution',
      change: {
        after: {
          default_cache_behavior: [
            {
              allowed_methods: ['GET', 'HEAD'],
              target_origin_id: 'site',
              cache_policy_id: DISABLED,
              lambda_function_association: [{ event_type: 'viewer-request' }],
            },
          ],
          ordered_cache_behavior: [
            {
              path_pattern: '/api/*',
              allowed_methods: ['GET', 'HEAD'],
              target_origin_id: 'api',
              cache_policy_id: DISABLED,
              lambda_function_association: [{ event_type: 'origin-request' }],
            },
          ],
          origin: [
            { origin_id: 'site', domain_name: 'www.example.com', origin_path: '/v1' },
            { origin_id: 'api', domain_name: 'api.example.com', origin_path: '' },
          ],
          web_acl_id: 'arn',
        },
      },
    },
  ],
});

async function run(...args: string[]): Promise<string> {
  const flags = ['--port', '0', '--entry', file('mine.mjs', ENTRY), ...args];
  started = await start(parseFlags(flags), { line: (line) => lines.push(line) });
  return started.edge.url;
}

describe('npm start with a distribution of Terraform', () => {
  it('has its behaviors and origins; an origin that has no address here shows what it would get', async () => {
    const plan = file('plan.json', PLAN);
    const url = await run('--distribution', plan, '--origin', `site=${site.url}`);
    expect(await (await fetch(`${url}/a`)).text()).toBe('www.example.com/v1/a');
    expect(await (await fetch(`${url}/api/b`)).json()).toMatchObject({
      uri: '/api/b',
      headers: { host: 'api.example.com', 'user-agent': 'Amazon CloudFront' },
    });
    expect(await (await fetch(`${url}/api/origin`)).json()).toMatchObject({
      custom: { domainName: 'api.example.com', port: 443, protocol: 'https' },
    });
    expect(lines).toEqual([`WARN --distribution ${plan}: no web ACL inspects requests.`]);
  });

  it('has that of a synthesized stack, in the folder of cdktf', async () => {
    const { after } = JSON.parse(PLAN).resource_changes[0].change;
    const stack = { resource: { aws_cloudfront_distribution: { site: after } } };
    mkdirSync(join(folder, 'cdktf.out/stacks/shop'), { recursive: true });
    const written = file('cdktf.out/stacks/shop/cdk.tf.json', JSON.stringify(stack));
    const out = join(folder, 'cdktf.out');
    const url = await run('--distribution', out, '--origin', `site=${site.url}`);
    expect(await (await fetch(`${url}/a`)).text()).toBe('www.example.com/v1/a');
    await started?.close();
    await run('--distribution', join(out, 'stacks/shop'));
    await started?.close();
    mkdirSync(join(out, 'stacks/other'));
    file('cdktf.out/stacks/other/cdk.tf.json', '{}');
    await expect(run('--distribution', out)).rejects.toThrow(
      /several stacks in the folder\. Give one, such as .*cdktf\.out\/stacks\/\w+\/cdk\.tf\.json\./,
    );
    rmSync(written);
    await expect(run('--distribution', join(out, 'stacks/shop'))).rejects.toThrow(
      'there is no synthesized stack in the folder. Run cdktf synth, or give the file of a plan.',
    );
  });

  it('sends everything to one address where it has no id', async () => {
    const url = await run('--distribution', file('plan.json', PLAN), '--origin', site.url);
    expect(await (await fetch(`${url}/a`)).text()).toBe('www.example.com/v1/a');
    expect(await (await fetch(`${url}/api/b`)).text()).toBe('api.example.com/api/b');
  });

  it('takes a folder for an origin, which answers as a private bucket', async () => {
    mkdirSync(join(folder, 'dist/v1'), { recursive: true });
    file('dist/v1/a.html', '<p>a</p>');
    const plan = file('plan.json', PLAN);
    const url = await run('--distribution', plan, '--origin', `site=${join(folder, 'dist')}`);
    const answer = await fetch(`${url}/a.html`);
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(await answer.text()).toBe('<p>a</p>');
    expect((await fetch(`${url}/b.html`)).status).toBe(403);
  });

  it.each([
    [['--origin', 'site=./nowhere'], '--origin site=./nowhere: there is no such folder'],
    [
      ['--origin', 'sight=http://localhost:1'],
      'the distribution has no such origin; it has site, api.',
    ],
  ])('refuses %p', async (args, message) => {
    await expect(run('--distribution', file('plan.json', PLAN), ...args)).rejects.toThrow(message);
  });

  it('names the file that cannot be used', async () => {
    const empty = file('empty.json', '');
    await expect(run('--distribution', empty)).rejects.toThrow(`--distribution ${empty}: `);
    const none = join(folder, 'none.json');
    await expect(run('--distribution', none)).rejects.toThrow(
      `--distribution ${none} cannot be read`,
    );
  });

  it('takes an id of an origin with a distribution only', async () => {
    await expect(run('--origin', 'site=http://localhost:1')).rejects.toThrow(
      'without --distribution there is one origin',
    );
  });
});
