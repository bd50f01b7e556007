/**
 * Statsig's client sends events by itself unless told not to. A benchmark neither bothers its servers nor measures the
 * way there: whatever is not on this machine is answered at once.
 */
export function closeTheOutside(): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) =>
    new URL(input instanceof Request ? input.url : input).hostname === '127.0.0.1'
      ? fetch(input, init)
      : new Response('{"success":true}', { status: 202 });
}
