import type { Effort } from '../effort';
import { cpuOf } from './cpu';
import type { Handler } from './load';

const AT_A_TIME = 10;

/** @returns the CPU time of one request at the end of it, in microseconds. */
export async function warmUp(handler: Handler, { warmUp, warmUpMs }: Effort): Promise<number> {
  let microseconds = 0;
  let last = 0;
  for (let done = 0; done < warmUp && microseconds < warmUpMs * 1_000; done += AT_A_TIME) {
    last = await cpuOf(handler, AT_A_TIME);
    microseconds += last * AT_A_TIME;
  }
  return last;
}
