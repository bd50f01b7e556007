/** The ways in which a store fails, at the socket. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Fault {
  name: string;
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Only a deadline ends it. */
  hangs?: true;
}

const NOISE = Buffer.alloc(5 * 1024 * 1024, 'noise ');

const s3Error = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>no</Message></Error>`;

/** @param good the text of specs that are all right. */
export function faultsOf(good: string): Fault[] {
  const half = good.slice(0, good.length / 2);
  const answers = (body: string | Buffer, status = 200): Fault['answer'] => {
    return (_, response) => {
      response.writeHead(status, { etag: '"faulty"', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    };
  };
  return [
    { name: 'stopped', answer: ({ socket }) => socket.destroy() },
    { name: 'hung', answer: () => {}, hangs: true },
    {
      name: 'slow',
      answer: (_, response) => {
        response.writeHead(200, { 'content-length': good.length });
        response.write(half);
      },
      hangs: true,
    },
    {
      name: 'reset in the middle of the body',
      answer: ({ socket }, response) => {
        response.writeHead(200, { 'content-length': good.length });
        response.write(half, () => socket.destroy());
      },
    },
    { name: '403 and XML', answer: answers(s3Error('AccessDenied'), 403) },
    { name: '404 and XML', answer: answers(s3Error('NoSuchKey'), 404) },
    { name: '500 and XML', answer: answers(s3Error('InternalError'), 500) },
    { name: '503 and nothing', answer: answers('', 503) },
    { name: '200 and XML', answer: answers(s3Error('AccessDenied')) },
    { name: 'half of the JSON', answer: answers(half) },
    {
      name: 'dcs-v2',
      answer: answers(JSON.stringify({ ...JSON.parse(good), response_format: 'dcs-v2' })),
    },
    { name: '5 MB of noise', answer: answers(NOISE) },
    { name: 'an empty body', answer: answers('') },
    { name: 'has_updates: false', answer: answers('{"has_updates":false}') },
  ];
}
