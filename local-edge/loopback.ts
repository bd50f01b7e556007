/** Where servers of this machine's own listen. */
import type { AddressInfo, Server } from 'node:net';

export interface Listening {
  port: number;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Listens on the loopback address only. Rejects when the port is taken.
 * @param port 0 for a free one.
 * @param endConnections Ends those that are open, for which the server would wait.
 */
export function listenOnLoopback(
  server: Server,
  port: number,
  endConnections: () => void,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            endConnections();
          }),
      });
    });
  });
}
