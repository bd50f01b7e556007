import { describe, expect, it } from '@jest/globals';
import type { RequestReport } from '../../../local-edge';
import type { InvocationReport } from '../../../local-edge/environment/report';
import { invocationLine, type Look, requestLine } from '../../../local-edge/start/lines';
import { aViewerRequest } from '../../support/cloudfront-events';

const plain = (withRegion: boolean): Look => ({ paint: (_, text) => text, withRegion });
const REQUEST: RequestReport = {
  ...{ requestId: 'ID', region: 'eu-west-1', method: 'GET', target: '/', headers: [] },
  ...{ status: 200, ms: 1, by: 'function', reasons: [], violations: [] },
};
const INVOCATION: InvocationReport = {
  ...{ environment: 1, awsRequestId: 'ID', region: 'eu-west-1' },
  event: { Records: [{ cf: aViewerRequest() }] },
  ...{ outcome: { kind: 'result', json: 'null' }, lines: [] },
  ...{ status: 'success', durationMs: 1, initMs: null, memoryMb: 128, usedMb: 40 },
};

describe('a line of npm start', () => {
  it('names the Region where there are several', () => {
    const [alone, several] = [plain(false), plain(true)];
    expect(requestLine(REQUEST, new Date(), alone)).not.toContain('eu-west-1');
    expect(requestLine(REQUEST, new Date(), several)).toContain('  eu-west-1  GET /  200  ');
    expect(invocationLine(INVOCATION, alone)).toMatch(/^ {2}viewer-request {2}REPORT /);
    expect(invocationLine(INVOCATION, several)).toMatch(
      /^ {2}eu-west-1 {2}viewer-request {2}REPORT /,
    );
  });

  it('names none where a request named one that is not there', () => {
    expect(requestLine({ ...REQUEST, region: null }, new Date(), plain(true))).toContain(
      '  GET /  200',
    );
  });
});
