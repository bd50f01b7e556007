import { describe, expect, it } from '@jest/globals';
import { objectToWrite, type Wanted } from '../../sync/decide';
import type { Stored } from '../../sync/object';
import { openGateSpecs } from '../support/open-gate-specs';

const OURS = 'digest-of-our-address';
const WANTED: Wanted = { compression: 'none', allowOlder: false, source: OURS };

const specsOf = (time: number, more: object = {}) =>
  JSON.stringify({ ...JSON.parse(openGateSpecs()), time, ...more });
const stored = (text: string, more: Partial<Stored> = {}): Stored => ({
  text,
  etag: '"1"',
  compression: 'none',
  source: OURS,
  ...more,
});

describe('what Statsig gave', () => {
  it('is written where there is nothing yet', () => {
    const text = specsOf(1_000);
    const object = { text, compression: 'none', source: OURS, time: 1_000 };
    expect(objectToWrite(text, null, WANTED)).toEqual(object);
  });

  it('is left alone where it is there already', () => {
    expect(objectToWrite(specsOf(1_000), stored(specsOf(1_000)), WANTED)).toBeNull();
  });

  it('is written where it is newer, or other of the same time', () => {
    const before = stored(specsOf(1_000));
    expect(objectToWrite(specsOf(2_000), before, WANTED)).toMatchObject({ time: 2_000 });
    const other = specsOf(1_000, { company_id: 'other' });
    expect(objectToWrite(other, before, WANTED)).toMatchObject({ text: other });
  });

  it('is written where it shall be compressed, and is not', () => {
    const gzip = { ...WANTED, compression: 'gzip' } as const;
    const text = specsOf(1_000);
    expect(objectToWrite(text, stored(text), gzip)).toMatchObject({ compression: 'gzip' });
    expect(objectToWrite(text, stored(text, { compression: 'gzip' }), gzip)).toBeNull();
  });

  it('is refused where the handler would refuse it', () => {
    const before = stored(specsOf(1_000));
    const whole = specsOf(2_000);
    expect(() => objectToWrite(whole.slice(0, -9), before, WANTED)).toThrow('not JSON');
    expect(() => objectToWrite('', before, WANTED)).toThrow('empty');
    expect(() => objectToWrite('{"has_updates":false}', before, WANTED)).toThrow('has_updates');
    const v2 = specsOf(2_000, { response_format: 'dcs-v2' });
    expect(() => objectToWrite(v2, before, WANTED)).toThrow('dcs-v2');
  });

  it('is refused where it is older, unless that is allowed', () => {
    const before = stored(specsOf(2_000));
    expect(() => objectToWrite(specsOf(1_000), before, WANTED)).toThrow(
      'Statsig gives specs of 1970-01-01T00:00:01.000Z, and those in the bucket are of 1970-01-01T00:00:02.000Z. If they shall be replaced, set allow_older of the input sync to true.',
    );
    const allowed = { ...WANTED, allowOlder: true };
    expect(objectToWrite(specsOf(1_000), before, allowed)).toMatchObject({ time: 1_000 });
  });

  it('is refused where it is older than what others uploaded', () => {
    const byOthers = stored(specsOf(2_000), { source: null });
    expect(() => objectToWrite(specsOf(1_000), byOthers, WANTED)).toThrow('allow_older');
  });

  it('is written over specs of another project, whatever their time', () => {
    const ofAnother = stored(specsOf(2_000), { source: 'digest-of-another-key' });
    expect(objectToWrite(specsOf(1_000), ofAnother, WANTED)).toMatchObject({ time: 1_000 });
  });

  it('is written over what is no specs', () => {
    expect(objectToWrite(specsOf(1_000), stored('<Error/>'), WANTED)).toMatchObject({
      time: 1_000,
    });
  });
});
