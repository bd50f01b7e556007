import { describe, expect, it } from '@jest/globals';
import type { CloudFrontHeaders } from '../../../handler/src/cloudfront';
import { userOf } from '../../../handler/src/identity/user';
import { aViewerRequest } from '../../support/cloudfront-events';
import { settingsFor } from '../../support/handler/settings-for';

const header = (value: string) => [{ key: 'X', value }];

function userWith(identity: Record<string, unknown>, headers: CloudFrontHeaders = {}) {
  return userOf(aViewerRequest(headers).request, 'stable-1', settingsFor({ identity }).identity);
}

describe('the user of a request', () => {
  it('is its sticky id, address and user agent', () => {
    expect(userWith({})).toEqual({
      userID: 'stable-1',
      customIDs: { stableID: 'stable-1' },
      ip: '203.0.113.178',
      userAgent: 'curl/7.66.0',
    });
  });

  it('has no userID where anonymous visitors have none', () => {
    expect(userWith({ anonymousUserId: 'none' })).toMatchObject({
      userID: undefined,
      customIDs: { stableID: 'stable-1' },
    });
  });

  it('has the userID of the cookie, decoded', () => {
    const headers = { cookie: [{ value: 'a=1' }, { value: 'uid=ann%40example.com' }] };
    expect(userWith({ userIdCookie: 'uid' }, headers).userID).toBe('ann@example.com');
  });

  it('has the userID of the header before that of the cookie', () => {
    const identity = { userIdCookie: 'uid', userIdHeader: 'X-User' };
    const headers = { cookie: [{ value: 'uid=cookie' }], 'x-user': header('header') };
    expect(userWith(identity, headers).userID).toBe('header');
    expect(userWith(identity, { cookie: headers.cookie }).userID).toBe('cookie');
  });

  it.each([[''], ['x'.repeat(1_001)]])('is anonymous with a userID that is none: %s', (value) => {
    expect(userWith({ userIdHeader: 'x-user' }, { 'x-user': header(value) }).userID).toBe(
      'stable-1',
    );
  });

  it.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['Germany', undefined],
    ['', undefined],
    ['D1', undefined],
  ])('has a country only from the header that is trusted: %p', (value, country) => {
    const headers = { 'x-amzn-waf-country': header(value), 'x-country': header('FR') };
    expect(userWith({ countryHeader: 'x-amzn-waf-country' }, headers).country).toBe(country);
    expect(userWith({}, headers)).not.toHaveProperty('country');
  });
});
