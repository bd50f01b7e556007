import { describe, expect, it } from '@jest/globals';
import type { Precondition } from 'cdktf';
import { EntryChecks } from '../../modules/entry-checks';
import { resolveInputs } from '../../modules/inputs/resolve';
import type { StatsigEdgeInputs } from '../../modules/statsig-edge-inputs';
import { bare } from '../../modules/terraform/expression';
import { synthesize } from '../support/modules/synthesize';

const checksOf = (given: Partial<StatsigEdgeInputs>) => {
  let preconditions: Precondition[] = [];
  const { locals } = synthesize((stack) => {
    const inputs = resolveInputs({ statsigClientKey: 'client-abc', ...given });
    preconditions = new EntryChecks(stack, 'entries', inputs).preconditions;
  });
  return { preconditions, refused: Object.values(locals).join('\n') };
};

describe('EntryChecks', () => {
  it('has nothing to ask where everything is known at synth', () => {
    const { preconditions, refused } = checksOf({
      routes: [{ action: 'respond', gate: 'new_home' }],
    });
    expect(preconditions).toEqual([]);
    expect(refused).toBe('');
  });

  it('has Terraform say which entries of a list are refused, and why', () => {
    const { preconditions, refused } = checksOf({ routes: bare('var.routes') });
    expect(preconditions).toHaveLength(1);
    expect(refused).toContain('for index, route in coalesce(var.routes, [])');
    expect(refused).toContain('holds = can(regex("^[/*]", route.path))');
    expect(refused).toContain('"routes[${index}]: ${check.message}" if !check.holds');
  });

  it('calls the entries of a map by their keys', () => {
    const { refused } = checksOf({ origins: bare('var.origins') });
    expect(refused).toContain('for key, origin in var.origins');
    expect(refused).toContain('"origins.${key}: ${check.message}"');
  });

  it('finds a list within an object', () => {
    const { refused } = checksOf({ identity: bare('var.identity') });
    expect(refused).toContain('for index, attribute in coalesce(var.identity.attributes, [])');
    expect(refused).toContain('"identity.attributes[${index}]: ${check.message}"');
  });
});
