import { describe, expect, it } from '@jest/globals';
import * as ofLocalEdge from '../../local-edge/policies';
import {
  CACHE_POLICIES,
  ManagedPolicies,
  ORIGIN_REQUEST_POLICIES,
  RESPONSE_HEADERS_POLICIES,
} from '../../modules/managed-policies';
import { synthesize } from '../support/modules/synthesize';

const OWN = '11111111-2222-3333-4444-555555555555';

describe('the policies that AWS manages', () => {
  const tables = [CACHE_POLICIES, ORIGIN_REQUEST_POLICIES, RESPONSE_HEADERS_POLICIES];

  it('have names of their own, so that one table holds all kinds', () => {
    const names = tables.flatMap(Object.keys);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are those whose contents the local edge knows', () => {
    const inverted = (ids: ReadonlyMap<string, string>) =>
      Object.fromEntries([...ids].map(([id, name]) => [name, id]));
    expect(inverted(ofLocalEdge.CACHE_POLICY_IDS)).toEqual(CACHE_POLICIES);
    expect(inverted(ofLocalEdge.ORIGIN_REQUEST_POLICY_IDS)).toEqual(ORIGIN_REQUEST_POLICIES);
    expect(Object.keys(ofLocalEdge.CACHE_POLICIES)).toEqual(Object.keys(CACHE_POLICIES));
    expect(Object.keys(ofLocalEdge.ORIGIN_REQUEST_POLICIES)).toEqual(
      Object.keys(ORIGIN_REQUEST_POLICIES),
    );
  });

  it('have IDs of their own', () => {
    const ids = tables.flatMap(Object.values);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('are found by name; what is no name is an ID, and nothing is nothing', () => {
    const { locals } = synthesize((stack) => {
      const policies = new ManagedPolicies(stack);
      expect(policies.idOf('CachingOptimized')).toBe('658327ea-f89d-4fab-a63d-7e88639e58f6');
      expect(policies.idOf(OWN)).toBe(OWN);
      expect(policies.idOf(null)).toBeUndefined();
      expect(policies.idOfEither(null, OWN)).toBe(OWN);
      expect(policies.idOfEither(OWN, 'CachingOptimized')).toBe(OWN);
    });
    expect(locals).toEqual({});
  });
});
