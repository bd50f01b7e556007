import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ACTION_NAMES, actionDocs } from '../../../../handler/src/routes/actions';
import { parseSettings } from '../../../../handler/src/settings';

const FOLDER = join(__dirname, '../../../../handler/src/routes/actions');

describe('the table of actions', () => {
  it('has a row for every file', () => {
    const files = readdirSync(FOLDER).filter((file) => file !== 'index.ts');
    expect([...ACTION_NAMES].sort()).toEqual(files.map((file) => file.replace('.ts', '')).sort());
  });

  it.each(ACTION_NAMES)('has tests of %s, in a file of that name', (action) => {
    expect(existsSync(join(__dirname, `${action}.test.ts`))).toBe(true);
  });

  it.each(ACTION_NAMES)('shows an example of %s that works', (action) => {
    const { routes } = parseSettings({
      clientKey: 'client-abc',
      specs: { url: 'https://bucket.example/specs.json', access: 'public' },
      routes: [{ action, ...actionDocs[action].example }],
    });
    expect(routes).toMatchObject([{ action }]);
  });
});
