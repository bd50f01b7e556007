import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { inputs } from '../../../modules/inputs';
import { object, text, texts } from '../../../modules/inputs/type';
import { renderTypeScript } from '../../../modules/inputs/typescript';

describe('renderTypeScript', () => {
  it('writes documentation, defaults and what may be left out', () => {
    const code = renderTypeScript({
      must_have: { type: text, description: 'Needed.' },
      may_have: { type: texts, description: 'Not needed.', default: ['a'] },
      who: {
        type: object('WhoInput', { user_id: { type: text, description: 'Who.', default: null } }),
        description: 'A person.',
        default: {},
      },
    });
    expect(code).toContain('  /** Needed. */\n  readonly mustHave: string;');
    expect(code).toContain('  /** Not needed. Default `[a]`. */\n  readonly mayHave?: string[];');
    expect(code).toContain('  readonly who?: WhoInput | IResolvable;');
    expect(code).toContain(
      'export interface WhoInput {\n  /** Who. */\n  readonly userId?: string | null;',
    );
  });

  it('has been run since the list changed (npm run generate)', () => {
    const file = join(__dirname, '../../../modules/statsig-edge-inputs.ts');
    // Biome formats the file after it is written, and breaks lines where it likes.
    const words = (code: string) => code.replace(/\s+\|?\s*/g, ' ').trim();
    expect(words(readFileSync(file, 'utf8'))).toBe(words(renderTypeScript(inputs)));
  });
});
