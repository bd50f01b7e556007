import { describe, expect, it } from '@jest/globals';
import { inputs } from '../../../modules/inputs';
import { resolveInputs } from '../../../modules/inputs/resolve';
import { camelCase } from '../../../modules/terraform/names';
import { inputSamples } from '../../support/modules/input-samples';

const resolveWith = (name: string, value: unknown) =>
  resolveInputs({ statsigClientKey: 'client-abc', [camelCase(name)]: inTypeScript(value) });

/** The samples are written as in Terraform. */
function inTypeScript(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTypeScript);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [camelCase(name), inTypeScript(entry)]),
  );
}

const good = Object.entries(inputSamples).flatMap(([name, { good }]) =>
  good.map((value) => [name, value] as const),
);
const bad = Object.entries(inputSamples).flatMap(([name, { bad }]) =>
  bad.map(([value, says]) => [name, value, says] as const),
);

describe('plain inputs', () => {
  it.each(good)('takes %s = %j', (name, value) => {
    expect(resolveWith(name, value)).toMatchObject({
      [camelCase(name)]: inTypeScript(value) ?? inputs[name]?.default,
    });
  });

  it.each(bad)('refuses %s = %j', (name, value, says) => {
    expect(() => resolveWith(name, value)).toThrow(says);
    expect(() => resolveWith(name, value)).toThrow(camelCase(name));
  });

  it('says which entry of a list or a map is refused', () => {
    const behaviors = [{ pathPattern: '/a' }, { pathPattern: '' }];
    expect(() => resolveWith('ordered_cache_behaviors', behaviors)).toThrow(
      'orderedCacheBehaviors[1] is {"pathPattern":""}. A path_pattern',
    );
    const origins = { api: { domainName: 'https://api.example.com' } };
    expect(() => resolveWith('origins', origins)).toThrow('origins.api is');
  });

  it('asks for what has no default, by name', () => {
    const nothing = {} as Parameters<typeof resolveInputs>[0];
    expect(() => resolveInputs(nothing)).toThrow('statsigClientKey is missing');
  });

  it('does not repeat a key that was given by mistake', () => {
    expect(() => resolveWith('statsig_client_key', 'secret-hush')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hush') }),
    );
  });

  it('fills in what is left out of an object', () => {
    const { identity } = resolveWith('identity', { userIdCookie: 'uid' });
    expect(identity).toMatchObject({
      userIdCookie: 'uid',
      stableIdCookie: true,
      everywhere: false,
      consentCookie: null,
    });
  });
});
