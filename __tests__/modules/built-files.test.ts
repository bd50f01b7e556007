import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildHandler } from '../../handler/build';
import { BUILT_FILES } from '../../modules/built-files';
import { declareOutputs } from '../../modules/outputs';
import { StatsigEdge } from '../../modules/statsig-edge';
import { synthesize } from '../support/modules/synthesize';

describe('a StatsigEdge that is given no files', () => {
  it('deploys the handler and sync as the plain module has them', () => {
    const { data } = synthesize((stack, usEast1) => {
      const edge = new StatsigEdge(stack, 'edge', {
        statsigClientKey: 'client-abc',
        usEast1,
        sync: {},
      });
      declareOutputs(stack, edge);
    });
    const zips = Object.values(data.archive_file ?? {});
    expect(zips).toHaveLength(2);
  });

  it('has every file that the build writes, with its bytes', () => {
    const built = buildHandler();
    const files: Record<string, string> = {
      'index.mjs': BUILT_FILES.handlerFile,
      ...BUILT_FILES.lazyFiles,
    };
    const expected: Record<string, string> = { 'index.mjs': built.file, ...built.lazyFiles };
    expect(Object.keys(files).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, file] of Object.entries(files)) {
      expect(readFileSync(file).equals(readFileSync(expected[name] ?? ''))).toBe(true);
    }
    expect(readFileSync(BUILT_FILES.syncFile, 'utf8')).toContain('export');
  });
});
