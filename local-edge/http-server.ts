import type { EventEmitter } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { type Listening, listenOnLoopback } from './loopback';

export interface HttpServer extends Listening {
  /** `http://127.0.0.1:PORT`. */
  url: string;
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
export async function listen(options: HttpServerOptions): Promise<HttpServer> {
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
  const listening = await listenOnLoopback(server, options.port, () =>
    server.closeAllConnections(),
  );
  return { ...listening, url: `http://127.0.0.1:${listening.port}` };
}
