/**
 * The handler in a process of its own, which is stopped between two requests. Plain JavaScript, because it starts with
 * Node alone.
 */
import { restrictNetwork } from '../../../local-edge/environment/network.mjs';

const { entry, hostOverrides, handshakes } = JSON.parse(process.argv[2]);
restrictNetwork(hostOverrides, handshakes);

async function timed(task) {
  const from = performance.now();
  const result = await task();
  return { ms: performance.now() - from, result };
}

const { ms, result } = await timed(() => import(entry));
process.on('message', async (event) => {
  const answered = await timed(() => result.handler(event));
  process.send({ ms: answered.ms, body: answered.result.body });
});
process.send({ ms });
