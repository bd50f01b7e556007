/** `npx cdktf deploy --app "npx tsx examples/stacks/main.ts"` */
import { App } from 'cdktf';
import { buildHandler } from '../../handler/build';
import { Site } from './site';

const app = new App({ stackTraces: false });
new Site(app, 'site', {
  statsigClientKey: process.env.STATSIG_CLIENT_KEY ?? 'client-…',
  originDomainName: 'www.example.com',
  handler: buildHandler(),
});
app.synth();
