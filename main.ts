/** The CDKTF app: `cdktf deploy` with the variable `statsig_client_key`, and everything else as in modules/inputs. */
import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, AssetType, TerraformAsset, TerraformVariable } from 'cdktf';
import { HandlerBundle } from './modules/handler-bundle';
import { declareVariables } from './modules/inputs/variables';
import { declareOutputs } from './modules/outputs';
import { Stack } from './modules/stack';
import { StatsigEdge } from './modules/statsig-edge';

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

// Specs to begin with, with the guide's test_gate; take yours by `--var config_file=/path/of/statsig-config.json`.
const sample = new TerraformAsset(stack, 'sample', {
  path: 'local-edge/statsig-config.json',
  type: AssetType.FILE,
  assetHash: 'sample',
});

const edge = new StatsigEdge(stack, 'edge', {
  ...declareVariables(stack, { config_file: sample.path }),
  usEast1,
  handlerFile: new HandlerBundle(stack, 'handler').path,
});
declareOutputs(stack, edge);

app.synth();
