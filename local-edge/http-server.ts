import type { EventEmitter } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface HttpServer {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  port: number;
  /** Ends open connections too. */
  close(): Promise<void>;
}

export interface HttpServerOptions {
  /** 0 for a free port. */
  port: number;
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Called for bytes that Node cannot parse as a request. */
  onClientError?: (error: NodeJS.ErrnoException, socket: Socket, server: EventEmitter) => void;
  server?: ServerOptions;
}

/** Serves on the loopback address only. Rejects when the port is taken. */
export function listen(options: HttpServerOptions): Promise<HttpServer> {
  const server = createServer(options.server ?? {}, (request, response) => {
    options.answer(request, response).catch((error: unknown) => {
      // A bug in the server itself ends this connection only.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  const { onClientError } = options;
  if (onClientError) {
    server.on('clientError', (error, socket) => onClientError(error, socket as Socket, server));
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${port}`,
        port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
