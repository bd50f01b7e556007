import { describe, expect, it } from '@jest/globals';
import { looksAtUserAgent, reasonAgainst } from '../../../handler/src/specs/evaluable';

describe('a condition', () => {
  it.each([
    [{ type: 'public' }],
    [{ type: 'pass_gate', targetValue: 'a' }],
    [{ type: 'user_field', operator: 'any', field: 'email', targetValue: [] }],
    [{ type: 'ua_based', operator: 'version_gte', field: 'browser_version', targetValue: '1' }],
  ])('is evaluated: %j', (condition) => {
    expect(reasonAgainst(condition, false)).toBeNull();
  });

  it.each([
    [{ type: 'unit_id', operator: 'in_segment_list', targetValue: 'l' }, /ID list/],
    [{ type: 'unit_id', operator: 'not_in_segment_list', targetValue: 'l' }, /ID list/],
    [{ type: 'weather', operator: 'any', targetValue: [] }, /the condition weather/],
    [{ type: 'user_field', operator: 'sounds_like' }, /the operator sounds_like/],
    [{ type: 'user_field' }, /the operator undefined/],
  ])('is not evaluated: %j', (condition, reason) => {
    expect(reasonAgainst(condition, true)).toMatch(reason);
  });

  it('by country is evaluated where a trusted header tells it', () => {
    const condition = { type: 'ip_based', operator: 'any', field: 'country', targetValue: ['DE'] };
    expect(reasonAgainst(condition, true)).toBeNull();
    expect(reasonAgainst(condition, false)).toMatch(/identity\.countryFromAddress/);
  });

  it('that looks at the user agent is known by its type', () => {
    expect(looksAtUserAgent({ type: 'ua_based', operator: 'any' })).toBe(true);
    expect(looksAtUserAgent({ type: 'user_field', operator: 'any' })).toBe(false);
  });
});
