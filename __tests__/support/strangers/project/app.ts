import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider/index.js';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { Stack, StatsigEdge } from '@statsig-edge/cdktf';
import { App } from 'cdktf';

const app = new App();
const stack = new Stack(app, 'site');
new AwsProvider(stack, 'aws', { region: 'us-east-1' });
new ArchiveProvider(stack, 'archive');
const usEast1 = new AwsProvider(stack, 'us-east-1', { alias: 'us_east_1', region: 'us-east-1' });
const specsFile = 'statsig-config.json';
new StatsigEdge(stack, 'edge', { usEast1, statsigClientKey: 'client-abc', specsFile });
app.synth();
