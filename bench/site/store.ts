/** Stands for S3: serves specs with any number of gates, as late as asked. */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { growthbookPayloadWith } from './growthbook-payload';
import { specsWith } from './specs';

export interface Store {
  /** Where the specs with `gates` gates are, answered after `latencyMs`; `growthbook.json` lies beside them. */
  specsUrl(gates: number, latencyMs: number): string;
  close(): Promise<void>;
}

export async function openStore(): Promise<Store> {
  const bodyOf = remember((path: string) => {
    const [, gates, file] = /^\/(\d+)-gates\/\d+-ms\/(.+)$/.exec(path) ?? [];
    if (file === 'statsig-config.json') return JSON.stringify(specsWith(Number(gates)));
    return file === 'growthbook.json' ? JSON.stringify(growthbookPayloadWith(Number(gates))) : null;
  });
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const body = bodyOf(path);
    const latencyMs = Number(/\/(\d+)-ms\//.exec(path)?.[1] ?? 0);
    if (latencyMs > 0) await sleep(latencyMs);
    response.writeHead(body === null ? 404 : 200, {
      'content-type': 'application/json',
      etag: `"${path}"`,
    });
    response.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    specsUrl: (gates, latencyMs) =>
      `http://127.0.0.1:${port}/${gates}-gates/${latencyMs}-ms/statsig-config.json`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** Building a thousand gates takes longer than a store with no latency may. */
function remember<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
