import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { routeSchema } from '../../../handler/src/routes/route';
import { settingsFields } from '../../../handler/src/settings';
import { exposuresFields } from '../../../handler/src/settings/exposures';
import { identityFields } from '../../../handler/src/settings/identity';
import { specsFields } from '../../../handler/src/settings/specs';
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

describe('every field is read by the handler', () => {
  it.each([
    ['settings', settingsFields],
    ['specs', specsFields],
    ['routes', routeSchema],
    ['identity', identityFields],
    ['exposures', exposuresFields],
  ])('of %s', (_, fields) => {
    expect(Object.keys(fields).filter((name) => !namesRead.has(name))).toEqual([]);
  });
});
