/** Sends a viewer's request once more. */
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RequestReport } from '../request-report';

/** Characters of the answer's body that are shown. */
const SHOWN = 1_000;

/** The answer as `curl -i` shows it. A body of the request's is not kept, so it goes without one. */
export async function repeat(
  { method, target, headers }: Pick<RequestReport, 'method' | 'target' | 'headers'>,
  port: number,
): Promise<string> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({
      host: '127.0.0.1',
      port,
      method,
      path: target.replace(/[^\x21-\x7e]+/g, encodeURIComponent),
      headers: withoutBody(headers),
      setHost: false,
      agent: false,
    })
      .once('response', resolve)
      .once('error', reject)
      .end();
  });
  const { statusCode, statusMessage, rawHeaders } = answer;
  const body = await text(answer);
  return [
    `HTTP/1.1 ${statusCode} ${statusMessage}`,
    ...pairsOf(rawHeaders).map(([name, value]) => `${name}: ${value}`),
    '',
    body.length > SHOWN ? `${body.slice(0, SHOWN)}… (${body.length} characters)` : body,
  ].join('\n');
}

const OF_A_BODY = /^(content-length|transfer-encoding|expect|connection)$/i;

function withoutBody(headers: readonly string[]): string[] {
  return pairsOf(headers)
    .filter(([name]) => !OF_A_BODY.test(name))
    .flat();
}

/** From names and values in turn. */
function pairsOf(list: readonly string[]): [string, string][] {
  return list.flatMap((name, index) =>
    index % 2 === 0 ? [[name, list[index + 1] ?? ''] as [string, string]] : [],
  );
}
