/**
 * Gets what takes long to get, providers and programs that are built from source, before the tests start: two of them
 * that run at a time would both get it. What cannot be had is told by the tests that need it.
 */
import { findCheckov, findTerraformDocs, findTflint } from './checkers';
import { findOldestTerraform } from './oldest-terraform';
import { findOpenTofu } from './opentofu';

const FINDS = [findOpenTofu, findOldestTerraform, findTflint, findTerraformDocs, findCheckov];

for (const find of FINDS) {
  try {
    find();
  } catch (error) {
    process.stderr.write(`${error}\n`);
  }
}
