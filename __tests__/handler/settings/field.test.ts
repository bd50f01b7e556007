import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { settingsFields } from '../../../handler/src/settings';
import type { Fields } from '../../../handler/src/settings/field';
import { nodesOf } from '../../support/syntax';

const SOURCES = join(__dirname, '../../../handler/src');
/** Where fields are described and checked, which is not yet using them. */
const CHECKS = ['settings', join('routes', 'fields.ts'), join('routes', 'route.ts')];

/** What the handler's code reads of any object: `object.name`, and `{ name }` where it is taken apart. By name alone. */
const namesRead = new Set(
  readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !CHECKS.some((one) => file.startsWith(one)))
    .flatMap((file) => nodesOf(join(SOURCES, file)))
    .map(({ type, property, key }) =>
      type === 'MemberExpression'
        ? property?.value
        : type === 'AssignmentPatternProperty' || type === 'KeyValuePatternProperty'
          ? key?.value
          : undefined,
    ),
);

const fields: Fields = settingsFields;
const inner = Object.entries(fields).flatMap(([name, { type }]) =>
  'fields' in type ? [[name, type.fields] as const] : [],
);

describe('every field is read by the handler', () => {
  it.each([['settings', fields] as const, ...inner])('of %s', (_, fields) => {
    expect(Object.keys(fields).filter((name) => !namesRead.has(name))).toEqual([]);
  });
});
