import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { buildHandler } from '../handler/build';

export interface HandlerBundleProps {
  /** A TypeScript file of yours in place of the project's handler. Default: the project's. */
  readonly entry?: string;
}

/** The handler, bundled when the stack is synthesized, and copied beside what Terraform reads. */
export class HandlerBundle extends Construct {
  /** The bundle's path, from the folder that Terraform runs in. */
  readonly path: string;

  constructor(scope: Construct, id: string, props: HandlerBundleProps = {}) {
    super(scope, id);
    const { file } = buildHandler(props);
    // A hash of our own, so that the path stays the same; that the content changed is told by the zip's hash.
    const asset = new TerraformAsset(this, 'bundle', {
      path: file,
      type: AssetType.FILE,
      assetHash: 'built',
    });
    this.path = asset.path;
  }
}
