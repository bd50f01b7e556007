/**
 * Asks a function for many answers and says what that leaves behind.
 * Run as `node --expose-gc soak.mjs <folder of the function> <n>`; prints one line of JSON. At every n-th request the
 * clock jumps, so that the specs are refreshed; at none when n is 0.
 */
import { join } from 'node:path';
import { setImmediate as macrotask, setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const FIRST = 1_000;
const ALL = 10_000;
/** Of the clock; longer than specs are young. */
const JUMP_MS = 2_000;
/** Longer than any deadline of the function's. */
const PATIENCE_MS = 5_000;

let loads = 0;
for (const level of ['info', 'warn', 'error']) {
  console[level] = (line) => {
    if (line.includes('Config specs loaded')) loads += 1;
  };
}
const realNow = Date.now;
let pretended = 0;
Date.now = () => realNow() + pretended;

const [, , folder, refreshEvery] = process.argv;
const { handler } = await import(pathToFileURL(join(folder, 'index.mjs')).href);

let asked = 0;
await ask(FIRST);
const heapAfterFirst = heap();
await ask(ALL);
const heapAfterAll = heap();
// The last refresh may still be under way.
await waitFor(() => timers() === 0);
console.log(
  JSON.stringify({
    asked,
    loads,
    grownBy: heapAfterAll - heapAfterFirst,
    timers: timers(),
    parameters: handler.length,
  }),
);
// A connection kept alive to the store is no work of the function's.
process.exit(0);

async function ask(until) {
  for (; asked < until; asked += 1) {
    const refreshes = Number(refreshEvery) > 0 && asked % Number(refreshEvery) === 0;
    const before = loads;
    if (refreshes) pretended += JUMP_MS;
    await handler({ Records: [{ cf: viewerRequest(asked) }] });
    if (refreshes) await waitFor(() => loads > before);
    await macrotask();
  }
}

async function waitFor(condition) {
  for (const end = realNow() + PATIENCE_MS; !condition() && realNow() < end; ) await sleep(1);
}

/** Every one from somebody new, so that nothing may be kept by who asks. */
function viewerRequest(number) {
  return {
    config: { eventType: 'viewer-request' },
    request: {
      clientIp: '203.0.113.178',
      method: 'GET',
      uri: `/page-${number}`,
      querystring: `q=${number}`,
      headers: {
        host: [{ key: 'Host', value: 'd111111abcdef8.cloudfront.net' }],
        'user-agent': [
          { key: 'User-Agent', value: `Mozilla/5.0 (X11; Linux) Firefox/${number}.0` },
        ],
      },
    },
  };
}

function timers() {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

function heap() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
