import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cookieOf } from '../../../command/smoke/answer';
import { USER_AGENT } from '../../../command/smoke/ask';
import { COLD, visit } from '../../../command/smoke/visits';
import { type Loopback, startLoopback } from '../../support/handler/loopback';

interface Asked {
  cookie: string | undefined;
  userAgent: string | undefined;
  /** Of the connection. */
  port: number | undefined;
}

let edge: Loopback;
let asked: Asked[];
beforeAll(async () => {
  edge = await startLoopback();
});
afterAll(() => edge.close());
beforeEach(() => {
  asked = [];
  edge.answerWith(({ headers, socket }, response) => {
    const { cookie, 'user-agent': userAgent } = headers;
    asked.push({ cookie, userAgent, port: socket.remotePort });
    const isNew = cookie === undefined;
    // One and the other by turns.
    const gateValue = isNew && asked.length % 2 === 0;
    if (isNew) response.setHeader('set-cookie', [`id=${asked.length}; Path=/`, 'b=2; Secure']);
    response.end(JSON.stringify({ success: true, gateValue }));
  });
});

describe('a visit', () => {
  it('is by new visitors at once, on connections of their own, then by others on one', async () => {
    const steps: string[] = [];
    const { cold, warm } = await visit(new URL(edge.url), COLD + 5, (step) => steps.push(step));
    expect([cold.length, warm.length]).toEqual([COLD, 5]);
    const ports = asked.map(({ port }) => port);
    expect(new Set(ports.slice(0, COLD)).size).toBe(COLD);
    expect(new Set(ports.slice(COLD, COLD + 5)).size).toBe(1);
    expect(asked.every(({ userAgent }) => userAgent === USER_AGENT)).toBe(true);
    expect(steps).toContain(`${COLD} of ${COLD + 5} new visitors`);
  });

  it('is by one visitor of each value again, with the cookies, by turns on new connections', async () => {
    const { returning } = await visit(new URL(edge.url), COLD + 1, () => {});
    expect(returning.map(({ first }) => JSON.parse(first.body).gateValue).sort()).toEqual([
      false,
      true,
    ]);
    const again = asked.slice(COLD + 1);
    expect(again.map(({ cookie }) => cookie)).toEqual(
      returning.flatMap(({ first }) => Array(4).fill(cookieOf(first))),
    );
    expect(again[0]?.cookie).toMatch(/^id=\d+; b=2$/);
    const kept = asked[COLD]?.port;
    expect(again.map(({ port }) => port === kept)).toEqual([
      ...[false, true, false, true],
      ...[false, true, false, true],
    ]);
  });
});
