/**
 * URIs with bytes beyond ASCII. CloudFront hands them to functions in UTF-8; Node's parser refuses the request.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-encoding
 */
import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';

/** The connection of a request that is parsed again, with the target that it had. One request only. */
class RawTargetConnection extends Duplex {
  readonly #socket: Socket;

  constructor(
    /** One character for each byte. */
    readonly target: string,
    socket: Socket,
    /** As sockets of TLS have it. */
    readonly server: EventEmitter,
  ) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk) => this.push(chunk));
    socket.on('close', () => this.destroy());
  }

  /** What a server of HTTP/2 asks a connection for. */
  readonly alpnProtocol = 'http/1.1';

  get encrypted(): boolean {
    return 'encrypted' in this.#socket;
  }

  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress;
  }

  override _read(): void {}

  override _write(chunk: Buffer, encoding: BufferEncoding, done: () => void): void {
    this.#socket.write(chunk, encoding, () => done());
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}

/** Parses a request again whose target Node refuses: false where that is not what is wrong. */
export function parseAgain(
  error: NodeJS.ErrnoException & { rawPacket?: Buffer },
  socket: Socket,
  server: EventEmitter,
): boolean {
  const text = error.rawPacket?.toString('latin1') ?? '';
  const [, method, target, rest] = /^([A-Z]+ )(\S*[\x80-\xff]\S*)( .*)$/s.exec(text) ?? [];
  if (error.code !== 'HPE_INVALID_URL' || target === undefined) return false;
  const connection = new RawTargetConnection(target, socket, server);
  server.emit(server instanceof TlsServer ? 'secureConnection' : 'connection', connection);
  const escaped = target.replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  connection.push(Buffer.from(`${method}${escaped}${rest}`, 'latin1'));
  return true;
}

/** Path and query string as the viewer sent them, one character for each byte. */
export function targetOf({ socket, url = '/' }: IncomingMessage): string {
  return isRaw(socket) ? socket.target : url;
}

/** Whether the connection serves this request only. */
export function isRaw(socket: object): socket is RawTargetConnection {
  return socket instanceof RawTargetConnection;
}
