/** How much is done in one process; enough for a steady figure, or just enough to see it work. */
export interface Effort {
  /** Requests before anything warm is measured, for the code to be optimized … */
  warmUp: number;
  /** … or as many as take this much CPU, in milliseconds: one that needs a store for each is not won by compiling. */
  warmUpMs: number;
  /** Rounds whose median is one process's figure. */
  rounds: number;
  /** CPU that one round is worth, in milliseconds: far above the clock's resolution. */
  roundMs: number;
  /** Requests after which memory is read for the first time, and for the last. */
  memoryAt: readonly [number, number];
}
