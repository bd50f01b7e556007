import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { declareVariables } from '../../modules/inputs/variables';
import { declareOutputs } from '../../modules/outputs';
import { StatsigEdge } from '../../modules/statsig-edge';
import { synthesizeHcl } from '../support/modules/synthesize';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { createWorkspace } from '../support/terraform/workspace';

const FIVE_MINUTES = 300_000;

describeWithTerraform('the stack in native syntax', (toolchain) => {
  it(
    'is formatted as terraform fmt would',
    async () => {
      const workspace = createWorkspace(toolchain, 'http://127.0.0.1:1');
      try {
        const hcl = synthesizeHcl((stack, usEast1) => {
          const edge = new StatsigEdge(stack, 'edge', {
            ...declareVariables(stack),
            usEast1,
            handlerFile: '__tests__/support/modules/handler.mjs',
            lazyFiles: {},
            syncFile: '__tests__/support/modules/handler.mjs',
          });
          declareOutputs(stack, edge);
        });
        writeFileSync(join(workspace.folder, 'stack.tf'), hcl);
        const fmt = [toolchain.terraform, 'fmt', '-check', '-diff', '-no-color'];
        expect(await workspace.tryRun(fmt)).toMatchObject({ code: 0, stdout: '' });
      } finally {
        workspace.remove();
      }
    },
    FIVE_MINUTES,
  );
});
