import { describe, expect, it } from '@jest/globals';
import { HANDLER, plain, SPECS, withVariables } from '../support/modules/edge';
import { only } from '../support/modules/synthesize';

const zipOf = ({ data }: Pick<ReturnType<typeof plain>, 'data'>) =>
  only(data, 'archive_file') as {
    source: { filename: string; content: string }[];
    dynamic?: unknown;
  };

describe('the zip', () => {
  it('holds the handler that is named, and its settings', () => {
    const { source } = zipOf(plain({ handlerFile: HANDLER }));
    expect(source.map(({ filename }) => filename)).toEqual(['index.mjs', 'settings.json']);
    expect(source[0]?.content).toMatch(/^\$\{file\("assets\/.*\/handler\.mjs"\)\}$/);
  });

  it('holds no file that exports no handler', () => {
    expect(() => plain({ handlerFile: 'package.json' })).toThrow('exports no handler');
  });

  it('holds specs to fall back on', () => {
    const { source } = zipOf(plain({ fallbackSpecsFile: SPECS }));
    expect(source[2]?.filename).toBe('fallback.json');
    expect(source[2]?.content).toMatch(/^\$\{file\("assets\/.*\/statsig-config\.json"\)\}$/);
  });

  it('holds them where Terraform decides so with variables', () => {
    expect(zipOf(withVariables()).dynamic).toEqual({
      source: [
        {
          for_each: '${var.fallback_specs_file != null ? [1] : []}',
          content: { filename: 'fallback.json', content: '${file(var.fallback_specs_file)}' },
        },
      ],
    });
  });
});
