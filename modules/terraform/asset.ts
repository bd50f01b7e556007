import { existsSync } from 'node:fs';
import { AssetType, TerraformAsset } from 'cdktf';
import type { Construct } from 'constructs';
import { isExpression } from './expression';

/**
 * The path of a file as Terraform sees it. A file that is named at synth, from the folder of `cdktf.json`, is copied
 * beside what is synthesized; an expression is a path already.
 * @throws {Error} when there is no such file.
 */
export function fileForTerraform(scope: Construct, id: string, path: string): string {
  if (isExpression(path)) return path;
  if (!existsSync(path)) throw new Error(`${scope.node.path}/${id}: there is no file ${path}.`);
  // A hash of our own: that the content changed is told by the hashes in the resources, and the path stays the same.
  return new TerraformAsset(scope, id, { path, type: AssetType.FILE, assetHash: 'file' }).path;
}
