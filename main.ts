/** The CDKTF app: `cdktf deploy` with the variable `statsig_client_key`, and everything else as in modules/inputs. */
import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformVariable } from 'cdktf';
import { buildHandler } from './handler/build';
import { declareVariables } from './modules/inputs/variables';
import { declareOutputs } from './modules/outputs';
import { Stack } from './modules/stack';
import { StatsigEdge } from './modules/statsig-edge';
import { fileForTerraform } from './modules/terraform/asset';
import { coalesce } from './modules/terraform/condition';
import { buildSyncFunction } from './sync/build';

const app = new App({ stackTraces: false });
const stack = new Stack(app, 'statsig-edge');

const region = new TerraformVariable(stack, 'aws_region', {
  type: 'string',
  description: 'Region of the bucket. The function is made in us-east-1 and runs near the viewers.',
  default: 'us-east-1',
});
new AwsProvider(stack, 'aws', { region: region.stringValue });
const usEast1 = new AwsProvider(stack, 'us-east-1', { alias: 'us_east_1', region: 'us-east-1' });
new ArchiveProvider(stack, 'archive');

// Specs to begin with, with the guide's test_gate, until those of your project are there.
const sample = fileForTerraform(stack, 'sample', 'local-edge/statsig-config.json');
const { file, lazyFiles } = buildHandler();
const handler = fileForTerraform(stack, 'handler', file);

const inputs = declareVariables(stack, {
  specs_file: sample,
  sync: {},
  // A change that sync brings is seen as soon as that: docs/sync.md.
  specs_refresh: { refresh_seconds: 8 },
});
const edge = new StatsigEdge(stack, 'edge', {
  ...inputs,
  usEast1,
  handlerFile: String(coalesce(inputs.handlerFile, handler)),
  lazyFiles,
  syncFile: buildSyncFunction(),
});
declareOutputs(stack, edge, '');

app.synth();
