import { afterEach, describe, expect, it } from '@jest/globals';
import { createLocalEdge, type LocalEdge, type RequestReport } from '../../../local-edge';
import { repeat } from '../../../local-edge/start/repeat';
import { aFunction, removeFunctions } from '../../support/function-folder';

let edge: LocalEdge;
const reports: RequestReport[] = [];

afterEach(async () => {
  await edge.close();
  removeFunctions();
  reports.length = 0;
});

async function edgeWith(code: string): Promise<void> {
  const folder = aFunction(code);
  edge = await createLocalEdge({
    folder,
    methods: 'all',
    events: ['viewer-request'],
    onRequest: (report) => reports.push(report),
  });
}

const SHOWS_THE_REQUEST = `export const handler = async ({ Records: [{ cf: { request } }] }) =>
  ({ status: '200', body: JSON.stringify([request.method, request.uri, request.querystring, request.headers]) });`;

describe('the last request once more', () => {
  it('has the method, the target and the headers of the viewer', async () => {
    await edgeWith(SHOWS_THE_REQUEST);
    const first = await fetch(`${edge.url}/gr%C3%BC%C3%9Fe?a=1&a=2`, {
      method: 'OPTIONS',
      headers: { cookie: 'a=b; c=d', 'x-mine': 'one, two' },
    });
    const [report] = reports;
    if (report === undefined) throw new Error('No request was reported.');
    const second = await repeat(report, edge.port);
    const [, body] = second.split('\n\n');
    expect(second).toMatch(/^HTTP\/1\.1 200 OK\n/);
    expect(JSON.parse(body ?? '')).toEqual(await first.json());
  });

  it('goes without the body, which is not kept', async () => {
    await edgeWith(SHOWS_THE_REQUEST);
    await fetch(edge.url, { method: 'POST', body: 'a body' });
    const [report] = reports;
    if (report === undefined) throw new Error('No request was reported.');
    expect(await repeat(report, edge.port)).toContain('["POST","/"');
  });

  it('shows the beginning of a long answer', async () => {
    await edgeWith(
      `export const handler = async () => ({ status: '200', body: 'x'.repeat(20_000) });`,
    );
    const shown = await repeat({ method: 'GET', target: '/', headers: ['Host', 'a'] }, edge.port);
    expect(shown).toMatch(/\n\nx{1000}… \(20000 characters\)$/);
  });
});
