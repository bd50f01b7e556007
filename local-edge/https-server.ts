/** HTTPS with HTTP/2 and HTTP/1.1, and a certificate that nobody has signed; its key is in memory alone. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer, Http2ServerRequest } from 'node:http2';
import type { Socket } from 'node:net';
import type { HttpServer, HttpServerOptions } from './http-server';
import { listenOnLoopback } from './loopback';

export interface HttpsServer extends HttpServer {
  /** In PEM, for clients to trust. */
  certificate: string;
}

/** Serves on the loopback address only. Rejects when the port is taken. */
export async function listenForHttps(options: HttpServerOptions): Promise<HttpsServer> {
  const { cert, key } = await certificateForThisMachine();
  const server = createSecureServer({ ...options.server, allowHTTP1: true, cert, key });
  server.on('request', (request, response) => {
    const asked = request instanceof Http2ServerRequest ? asInHttp1(request) : request;
    options.answer(asked, response as unknown as ServerResponse).catch(() => response.destroy());
  });
  const { onClientError } = options;
  if (onClientError) {
    server.on('clientError', (error: Error, socket: Socket) =>
      onClientError(error, socket, server),
    );
  }
  const sockets = new Set<Socket>();
  server.on('secureConnection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listening = await listenOnLoopback(server, options.port, () => {
    for (const socket of sockets) socket.destroy();
  });
  return { ...listening, url: `https://127.0.0.1:${listening.port}`, certificate: cert };
}

async function certificateForThisMachine(): Promise<{ cert: string; key: string }> {
  // Loaded late: most local edges have no HTTPS.
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}

/** CloudFront hands functions a Host header, and none of the names that begin with a colon. */
function asInHttp1(request: Http2ServerRequest): IncomingMessage {
  const { rawHeaders, authority } = request;
  const pairs = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && !name.startsWith(':') ? [[name, rawHeaders[index + 1] ?? '']] : [],
  );
  const hasHost = pairs.some(([name]) => name === 'host');
  const value = [...(hasHost ? [] : ['Host', authority]), ...pairs.flat()];
  Object.defineProperty(request, 'rawHeaders', { value, writable: true });
  return request as unknown as IncomingMessage;
}
