/** Many values, infinite ones among them, of which only whole milliseconds matter. */
export class Distribution {
  readonly #counts = new Map<number, number>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** A started millisecond counts as a whole one. */
  add(value: number, count = 1): void {
    // Adding up steps of a clock leaves a trace of a rounding error, which starts no millisecond.
    const whole = Math.ceil(value - 1e-6);
    this.#counts.set(whole, (this.#counts.get(whole) ?? 0) + count);
    this.#size += count;
  }

  addAll(other: Distribution): void {
    for (const [value, count] of other.#counts) this.add(value, count);
  }

  /** The least value that this share of all do not exceed. @throws when there are none. */
  percentile(percent: number): number {
    let left = Math.max(1, Math.ceil((percent / 100) * this.#size));
    for (const [value, count] of [...this.#counts].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return value;
    }
    throw new Error('There is no percentile of no values.');
  }

  /** The share of all that do not exceed this value, from 0 to 1. */
  shareUpTo(value: number): number {
    let count = 0;
    for (const [one, times] of this.#counts) if (one <= value) count += times;
    return count / this.#size;
  }

  worst(): number {
    return this.percentile(100);
  }
}
