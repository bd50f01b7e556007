import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { downloadZip, settingsIn } from '../../command/doctor/function';
import { CommandError, UsageError } from '../../command/errors';
import { answerForCloudFront } from '../support/command/cloudfront-answers';
import { runCommand } from '../support/command/run-command';
import { type Loopback, startLoopback } from '../support/handler/loopback';

let aws: Loopback;
beforeEach(async () => {
  aws = await startLoopback();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
  });
});
afterEach(() => aws.close());

const withDistribution = (enabled: boolean) =>
  aws.answerWith(({ method = '', url = '' }, response) => {
    const answer = answerForCloudFront({ method, url }, [
      {
        id: 'E2EXAMPLE',
        domain: 'd1.cloudfront.net',
        enabled,
        status: 'Deployed',
        origin: 'example.com',
        functions: {},
      },
    ]);
    response.writeHead(answer?.status ?? 500).end(answer?.body);
  });

// Against a whole account: __tests__/terraform/doctor.test.ts.
describe('statsig-edge doctor', () => {
  it('says what it found, and fails where something is broken', async () => {
    withDistribution(true);
    const { exitCode, output, steps } = await runCommand('doctor', 'E2EXAMPLE');
    expect(exitCode).toBe(1);
    expect(output).toContain('ok    distribution  d1.cloudfront.net is enabled and deployed\n');
    expect(output).toMatch(/^fail {2}attached {6}no function .*\n {20}\S/m);
    expect(steps).toEqual(['the distribution', '']);
  });

  it('gives it as JSON', async () => {
    withDistribution(false);
    const { output } = await runCommand('doctor', 'E2EXAMPLE', '--json');
    expect(JSON.parse(output)).toMatchObject({
      distribution: 'E2EXAMPLE',
      findings: [{ check: 'distribution', verdict: 'fail' }, { check: 'attached' }],
    });
  });

  it('says that it may not ask', async () => {
    aws.answerWith((_, response) => {
      response
        .writeHead(403)
        .end(
          '<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not you</Message></Error></ErrorResponse>',
        );
    });
    const ran = runCommand('doctor', 'E2EXAMPLE');
    await expect(ran).rejects.toThrow(CommandError);
    await expect(ran).rejects.toThrow(/E2EXAMPLE cannot be read: .*Not you.*credentials/);
  });

  it.each([
    [['d111111abcdef8.cloudfront.net'], 'it takes the id of a distribution'],
    [['E2EXAMPLE', '--base-url', 'nowhere'], '--base-url is "nowhere"'],
  ])('refuses %p', async (args, problem) => {
    const ran = runCommand('doctor', ...args);
    await expect(ran).rejects.toThrow(UsageError);
    await expect(ran).rejects.toThrow(problem);
    expect(aws.requests).toEqual([]);
  });
});

describe('the zip of a function', () => {
  const settings = {
    clientKey: 'client-a',
    specs: { url: 'https://b.s3.amazonaws.com/c', access: 'public' },
  };

  it('is downloaded', async () => {
    aws.answerWith((_, response) => response.end('bytes'));
    expect(Buffer.from(await downloadZip(aws.url)).toString()).toBe('bytes');
    aws.answerWith((_, response) => response.writeHead(403).end());
    await expect(downloadZip(aws.url)).rejects.toThrow('the zip is answered with 403');
  });

  it('has the settings in it', () => {
    const zip = zipSync({ 'settings.json': strToU8(JSON.stringify(settings)) });
    expect(settingsIn(zip)).toMatchObject(settings);
    expect(() => settingsIn(zipSync({}))).toThrow('no settings.json');
  });
});
