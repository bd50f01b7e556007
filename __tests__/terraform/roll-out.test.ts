import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import {
  type Answer,
  type RecordedRequest,
  startRecordingProxy,
} from '../support/terraform/recording-proxy';
import { createWorkspace } from '../support/terraform/workspace';

const FIFTEEN_MINUTES = 900_000;
const MODULE = resolve(__dirname, '..', '..', 'terraform', 'statsig-edge');

const PROVIDER = `
provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}
`;

/** The policy as it stands in the module, for a staging distribution that is there already. */
function policyOfTheModule(): string {
  const text = readFileSync(join(MODULE, 'roll-out.tf'), 'utf8');
  const [locals] = /^locals \{\n.*?^\}\n/ms.exec(text) ?? [];
  const [policy] =
    /^resource "aws_cloudfront_continuous_deployment_policy" .*?^\}\n/ms.exec(text) ?? [];
  const domainName = 'aws_cloudfront_distribution.staging[0].domain_name';
  expect(policy).toContain(domainName);
  return `${PROVIDER}${locals}${policy?.replace(domainName, '"dstaging.cloudfront.net"')}`;
}

/** moto knows no continuous deployment. */
function created({ method, body }: RecordedRequest): Answer {
  if (method !== 'POST') return { status: 404, body: '' };
  const config = body.replace(/^<\?xml.*?\?>/, '');
  return {
    status: 201,
    headers: { etag: 'E1', 'content-type': 'text/xml' },
    body: `<ContinuousDeploymentPolicy><Id>policy</Id><LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime>${config}</ContinuousDeploymentPolicy>`,
  };
}

const STAGING =
  '<StagingDistributionDnsNames><Items><DnsName>dstaging.cloudfront.net</DnsName></Items><Quantity>1</Quantity></StagingDistributionDnsNames>';

describeWithTerraform('the policy of a roll-out', (toolchain) => {
  it.each<[string, object, string]>([
    [
      'a header, while a version is tried',
      {
        live_version: '7',
        single_header_config: { header: 'aws-cf-cd-try', value: 'yes' },
      },
      `<Enabled>true</Enabled>${STAGING}<TrafficConfig><SingleHeaderConfig><Header>aws-cf-cd-try</Header><Value>yes</Value></SingleHeaderConfig><Type>SingleHeader</Type></TrafficConfig>`,
    ],
    [
      'a share of the requests, once it is for everybody',
      {
        single_weight_config: {
          weight: 0.05,
          session_stickiness_config: { idle_ttl: 300, maximum_ttl: 600 },
        },
      },
      `<Enabled>false</Enabled>${STAGING}<TrafficConfig><SingleWeightConfig><SessionStickinessConfig><IdleTTL>300</IdleTTL><MaximumTTL>600</MaximumTTL></SessionStickinessConfig><Weight>0.05</Weight></SingleWeightConfig><Type>SingleWeight</Type></TrafficConfig>`,
    ],
  ])(
    'tells CloudFront of %s',
    async (_, rollOut, sent) => {
      const cloudFront = await startRecordingProxy(1, created);
      const workspace = createWorkspace(toolchain, cloudFront.endpoint);
      try {
        writeFileSync(join(workspace.folder, 'main.tf'), policyOfTheModule());
        for (const file of ['variables.tf', 'versions.tf']) {
          const text = readFileSync(join(MODULE, file), 'utf8');
          const alone = text.replace(/ *configuration_aliases = .*\n/, '');
          writeFileSync(join(workspace.folder, file), alone);
        }
        workspace.set('statsig_client_key', 'client-abc');
        workspace.set('http_version', 'http2');
        workspace.set('roll_out', JSON.stringify(rollOut));
        await workspace.run([toolchain.terraform, 'init']);
        await workspace.run([toolchain.terraform, 'apply', '-auto-approve']);
        const [request, ...others] = cloudFront.requests;
        expect(others).toEqual([]);
        expect(request?.url).toBe('/2020-05-31/continuous-deployment-policy');
        expect(request?.body).toMatch(/^<ContinuousDeploymentPolicyConfig xmlns="[^"]+">/);
        expect(request?.body).toContain(sent);
      } finally {
        workspace.remove();
        await cloudFront.stop();
      }
    },
    FIFTEEN_MINUTES,
  );
});
