import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpServer, listen } from '../../../local-edge/http-server';

export interface Loopback {
  url: string;
  /** The requests so far, oldest first. */
  requests: IncomingMessage[];
  /** How requests are answered from now on. */
  answerWith(answer: (request: IncomingMessage, response: ServerResponse) => void): void;
  close(): Promise<void>;
}

/** A server on loopback that answers as a test says. Until then it answers 404. */
export async function startLoopback(): Promise<Loopback> {
  let current = (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(404).end();
  };
  const requests: IncomingMessage[] = [];
  const server: HttpServer = await listen({
    port: 0,
    answer: async (request, response) => {
      requests.push(request);
      current(request, response);
    },
  });
  return {
    url: server.url,
    requests,
    answerWith: (answer) => {
      current = answer;
    },
    close: server.close,
  };
}
