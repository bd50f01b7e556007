/**
 * Node's own modules, loaded when they are asked for. Not by `import`, which would load what a module exports lazily too:
 * with `node:fs` that is its streams, 3 ms of a cold start.
 * @see https://nodejs.org/api/process.html#processgetbuiltinmoduleid
 */
export const builtin: typeof process.getBuiltinModule = process.getBuiltinModule;

/** What asks a server. Only what the protocol needs: `node:https` takes three times as long to load as `node:http`. */
export function clientFor(protocol: string): Pick<typeof import('node:https'), 'get' | 'request'> {
  return protocol === 'https:' ? builtin('node:https') : builtin('node:http');
}
