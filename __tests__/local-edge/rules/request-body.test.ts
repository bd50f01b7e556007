import { describe, expect, it } from '@jest/globals';
import type { EdgeEventRecord, RequestBody } from '../../../local-edge/cloudfront';
import { judgeResult } from '../../../local-edge/rules';
import { aViewerRequest } from '../../support/cloudfront-events';

const EXPOSED: RequestBody = {
  inputTruncated: false,
  action: 'read-only',
  encoding: 'base64',
  data: 'aGk=',
};
const EVENTS = ['viewer-request', 'origin-request'] as const;
type Event = (typeof EVENTS)[number];

function passOn(event: Event, body: unknown, before: RequestBody | null = EXPOSED) {
  const { config, request } = aViewerRequest();
  const record: EdgeEventRecord = {
    config: { ...config, eventType: event },
    request: { ...request, ...(before && { body: before }) },
  };
  return judgeResult(event, record, { ...request, ...(body !== undefined && { body }) });
}

const text = (length: number) => ({
  action: 'replace',
  encoding: 'text',
  data: 'a'.repeat(length),
});
const base64 = (length: number) => ({ action: 'replace', data: 'a'.repeat(length) });

describe.each(EVENTS)('the body that a function returns for %s', (event) => {
  it.each<[string, unknown]>([
    ['as it came', EXPOSED],
    ['left out', undefined],
    ['changed, but read-only', { ...EXPOSED, data: 1 }],
    ['replaced by text', text(1)],
    ['replaced by base64, which needs no encoding', { ...EXPOSED, action: 'replace' }],
  ])('may be %s', (_, body) => {
    expect(passOn(event, body)).toEqual({ violations: [], warnings: [] });
  });

  it.each<[string, string, unknown]>([
    ['request-body', 'a text', 'hello'],
    ['request-body', 'null', null],
    ['request-body-action', 'another action', { ...EXPOSED, action: 'write' }],
    ['request-body-truncated', 'inputTruncated changed', { ...EXPOSED, inputTruncated: true }],
    ['request-body-encoding', 'another encoding', { ...text(4), encoding: 'gzip' }],
    ['request-body-data', 'no data', { action: 'replace' }],
    ['request-body-data', 'data that is no base64', { action: 'replace', data: 'a b' }],
  ])('breaks %s: %s', (rule, _, body) => {
    const { violations } = passOn(event, body);
    expect(violations.map((violation) => violation.rule)).toContain(rule);
    expect(violations.every(({ http }) => http === 502)).toBe(true);
  });

  it('is ignored without Include Body, with a warning', () => {
    expect(passOn(event, text(1), null)).toEqual({
      violations: [],
      warnings: [expect.stringContaining('Include Body')],
    });
    expect(passOn(event, undefined, null)).toEqual({ violations: [], warnings: [] });
  });
});

describe('the limit of a replaced body', () => {
  it.each([
    ['viewer-request', text, 40 * 1_024, 40 * 1_024 + 1],
    // The longest base64 within 53.2 KB, and the next.
    ['viewer-request', base64, 54_476, 54_480],
    ['origin-request', text, 1_024 * 1_024, 1_024 * 1_024 + 1],
    ['origin-request', base64, 1_394_604, 1_394_608],
  ] as const)('of %s, %p', (event, of, within, beyond) => {
    expect(passOn(event, of(within)).violations).toEqual([]);
    expect(passOn(event, of(beyond)).violations.map(({ rule }) => rule)).toEqual([
      'request-body-size',
    ]);
  });
});
